#include "client/watched_message.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

namespace mfp::client {
namespace {

using testing::HasSubstr;

struct ReadableCase {
  std::string payload;
  std::string line;
  std::string json;
};

class Payloads : public testing::TestWithParam<ReadableCase> {};

TEST_P(Payloads, AreReadable) {
  EXPECT_EQ(readable(GetParam().payload), GetParam().line);
  WatchedMessage message;
  message.port = "a.B";
  message.queue = "q";
  message.payload = GetParam().payload;
  EXPECT_THAT(message_json(message), HasSubstr("\"queue\":\"q\"," + GetParam().json + "}"));
}

INSTANTIATE_TEST_SUITE_P(Cases, Payloads,
                         testing::Values(ReadableCase{"21.50", "21.50", R"("payload":21.50)"},
                                         ReadableCase{"ON", "ON", R"("payload":"ON")"},
                                         ReadableCase{R"("ON")", R"("ON")", R"("payload":"ON")"},
                                         ReadableCase{"", "(empty)", R"("payload":"")"},
                                         ReadableCase{"{\n  \"a b\" : \"x \\\" y\",\n  \"c\": [ 1, 2 ]\n}\n",
                                                      R"({"a b":"x \" y","c":[1,2]})",
                                                      R"("payload":{"a b":"x \" y","c":[1,2]})"},
                                         ReadableCase{"two\nlines\n", "two lines", R"("payload":"two\nlines\n")"},
                                         ReadableCase{"grün", "grün", R"("payload":"grün")"},
                                         ReadableCase{"\n\xff\x01", "3 bytes: 0a ff 01", R"("base64":"Cv8B")"},
                                         ReadableCase{"\xff", "1 byte: ff", R"("base64":"/w==")"},
                                         ReadableCase{"\x1b[2J", "4 bytes: 1b 5b 32 4a", R"("base64":"G1sySg==")"},
                                         ReadableCase{std::string(100, '\xfe') + "\xff",
                                                      [] {
                                                        std::string text = "101 bytes:";
                                                        for (int i = 0; i < 66; ++i) text += " fe";
                                                        return text + " …";
                                                      }(),
                                                      R"("base64":")" +
                                                          [] {
                                                            std::string text;
                                                            for (int i = 0; i < 33; ++i) text += "/v7+";
                                                            return text;
                                                          }() +
                                                          R"(/v8=")"}));

/// 2026-11-25T12:00:01.007Z
WatchedMessage message_at_noon(std::string_view payload) {
  WatchedMessage message;
  message.time = std::chrono::system_clock::time_point(std::chrono::milliseconds(1'795'608'001'007));
  message.port = "heater.TEMPERATURE";
  message.queue = "q";
  message.payload = payload;
  return message;
}

TEST(MessageJson, HasTheTimeInUtc) {
  WatchedMessage message = message_at_noon("1");
  message.place = WatchedMessage::Place::from_device;
  message.topic = "heater/state";
  message.retained = true;
  EXPECT_EQ(message_json(message), R"({"time":"2026-11-25T12:00:01.007Z","port":"heater.TEMPERATURE","queue":"q",)"
                                   R"("topic":"heater/state","retained":true,"payload":1})");
}

TEST(MessageLine, ShowsWhereTheMessageIs) {
  WatchedMessage message = message_at_noon("1");
  // The time is local, so only what follows is compared.
  const auto rest = [](const std::string& line) { return line.substr(line.find('.')); };
  EXPECT_EQ(rest(message_line(message, {})), ".007  heater.TEMPERATURE  1");
  EXPECT_EQ(rest(message_line(message, {system::Colour::none, 0, 20})), ".007  heater.TEMPERATURE    1");
  message.topic = "heater/state";
  message.place = WatchedMessage::Place::from_device;
  EXPECT_EQ(rest(message_line(message, {})), ".007  heater.TEMPERATURE  <- heater/state  1");
  message.place = WatchedMessage::Place::to_device;
  message.retained = true;
  EXPECT_EQ(rest(message_line(message, {})), ".007  heater.TEMPERATURE  -> heater/state  (retained)  1");
}

TEST(MessageLine, IsCutAtTheWidthOfTheTerminal) {
  const std::string long_text(500, 'x');
  const std::string piped = message_line(message_at_noon(long_text), {});
  EXPECT_THAT(piped, testing::EndsWith("  " + std::string(199, 'x') + "…"));
  const std::string narrow = message_line(message_at_noon(long_text), {system::Colour::none, 60, 0});
  EXPECT_EQ(narrow.size(), 60 + std::string("…").size() - 1);
  const std::string tiny = message_line(message_at_noon(long_text), {system::Colour::none, 10, 0});
  EXPECT_THAT(tiny, testing::EndsWith("  " + std::string(19, 'x') + "…"));
}

TEST(MessageLine, IsCutBetweenCharacters) {
  EXPECT_EQ(cut_to("grün", 4), "grün");
  EXPECT_EQ(cut_to("grünes", 4), "grü…");
  EXPECT_EQ(cut_to("\xff\xff\xff", 2), "\xff…");
}

}  // namespace
}  // namespace mfp::client
