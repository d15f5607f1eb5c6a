#include "core/model/broker_settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mfp::core {
namespace {

struct UrlCase {
  const char* text;
  const char* shown;
  const char* host;
  int port;
  const char* username;
  const char* password;
};

class GoodUrls : public testing::TestWithParam<UrlCase> {};

TEST_P(GoodUrls, AreTakenApart) {
  const auto url = BrokerUrl::parse(GetParam().text);
  ASSERT_TRUE(url) << url.error().message;
  EXPECT_EQ(url->text(), GetParam().shown);
  EXPECT_EQ(url->host, GetParam().host);
  EXPECT_EQ(url->port, GetParam().port);
  EXPECT_EQ(url->username, GetParam().username);
  EXPECT_EQ(url->password, GetParam().password);
}

INSTANTIATE_TEST_SUITE_P(
    All, GoodUrls,
    testing::Values(UrlCase{"mqtt://localhost", "mqtt://localhost", "localhost", 1883, "", ""},
                    UrlCase{"mqtt://localhost:1883/", "mqtt://localhost", "localhost", 1883, "", ""},
                    UrlCase{"mqtts://b.example", "mqtts://b.example", "b.example", 8883, "", ""},
                    UrlCase{"mqtts://b.example:1883", "mqtts://b.example:1883", "b.example", 1883, "", ""},
                    UrlCase{"mqtt://[::1]:1884", "mqtt://[::1]:1884", "::1", 1884, "", ""},
                    UrlCase{"mqtt://u:p%40s%2@h", "mqtt://h", "h", 1883, "u", "p@s%2"}));

struct BadUrl {
  const char* text;
  const char* error;
};

class BadUrls : public testing::TestWithParam<BadUrl> {};

TEST_P(BadUrls, AreRefused) {
  const auto url = BrokerUrl::parse(GetParam().text);
  ASSERT_FALSE(url);
  EXPECT_EQ(url.error().message, GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    All, BadUrls,
    testing::Values(BadUrl{"localhost", "is not a URL; write it like mqtt://localhost or mqtts://broker.example:8883"},
                    BadUrl{"amqp://h", "has the scheme 'amqp'; mqtt:// and mqtts:// are known"},
                    BadUrl{"mqtt://", "names no host; write it like mqtt://localhost"},
                    BadUrl{"mqtt://h:0", "has the port '0'; a port is a number from 1 to 65535"},
                    BadUrl{"mqtt://h:70000", "has the port '70000'; a port is a number from 1 to 65535"},
                    BadUrl{"mqtt://h:x", "has no number as its port; a port is a number from 1 to 65535"},
                    BadUrl{"mqtt://[::1", "has a `[` without its `]`"},
                    BadUrl{"mqtt://[::1]x1", "has the port '1'; a port is a number from 1 to 65535"},
                    BadUrl{"mqtt://a b", "has a blank in the host's name"},
                    BadUrl{"mqtt://h/p", "has a path; an MQTT broker's address ends after host and port"}));

TEST(DurationTest, TakesUnits) {
  EXPECT_EQ(parse_duration("45"), 45U);
  EXPECT_EQ(parse_duration("30s"), 30U);
  EXPECT_EQ(parse_duration("5m"), 300U);
  EXPECT_EQ(parse_duration("12h"), 43200U);
  EXPECT_EQ(parse_duration("1d"), 86400U);
  EXPECT_EQ(parse_duration("0"), 0U);
  for (const char* text : {"", "d", "1 d", "-1", "1.5h", "1w", "50000d", "99999999999999999999"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
}

}  // namespace
}  // namespace mfp::core
