#include "core/mqtt/topic.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "core/mqtt/filter_index.hpp"
#include "core/text/text.hpp"

namespace mfp::core {
namespace {

struct TopicCase {
  std::string text;
  std::string name_error;
  std::string filter_error;
};

class Topics : public testing::TestWithParam<TopicCase> {};

template <class Parsed>
std::string error_of(const Parsed& parsed) {
  return parsed ? std::string() : parsed.error().message;
}

TEST_P(Topics, AreChecked) {
  EXPECT_EQ(error_of(TopicName::parse(GetParam().text)), GetParam().name_error);
  EXPECT_EQ(error_of(TopicFilter::parse(GetParam().text)), GetParam().filter_error);
}

const std::string wildcard = "has a wildcard (`+` or `#`), but one exact topic is needed here";
const std::string hash = "has a `#` that is not alone in the last level";
const std::string plus = "has a `+` that does not fill its level";

std::string levels(int count) {
  std::string text = "a";
  for (int i = 1; i < count; ++i) text += "/a";
  return text;
}

INSTANTIATE_TEST_SUITE_P(
    Rules, Topics,
    testing::Values(TopicCase{"heater/state", "", ""}, TopicCase{"/", "", ""}, TopicCase{"a//b", "", ""},
                    TopicCase{" ", "", ""}, TopicCase{"höhe/°C", "", ""}, TopicCase{"", "is empty", "is empty"},
                    TopicCase{"a/+", wildcard, ""}, TopicCase{"#", wildcard, ""}, TopicCase{"+/+/#", wildcard, ""},
                    TopicCase{"a/#/b", wildcard, hash}, TopicCase{"a#", wildcard, hash},
                    TopicCase{"a+/b", wildcard, plus},
                    TopicCase{"$SYS/x", "begins with `$`; such topics belong to the broker",
                              "begins with `$`; such topics belong to the broker"},
                    TopicCase{std::string("a\0b", 3), "holds the character U+0000, which MQTT forbids",
                              "holds the character U+0000, which MQTT forbids"},
                    TopicCase{"a\x1f", "holds the character U+001F, which MQTT forbids",
                              "holds the character U+001F, which MQTT forbids"},
                    TopicCase{"a\xef\xbf\xbf", "holds the character U+FFFF, which MQTT forbids",
                              "holds the character U+FFFF, which MQTT forbids"},
                    TopicCase{"a\xed\xa0\x80", "is not UTF-8", "is not UTF-8"},
                    TopicCase{"a\xc0\x80", "is not UTF-8", "is not UTF-8"}, TopicCase{levels(200), "", ""},
                    TopicCase{levels(201), "has 201 levels; brokers allow 200", "has 201 levels; brokers allow 200"},
                    TopicCase{std::string(65535, 'a'), "", ""},
                    TopicCase{std::string(65536, 'a'), "has 65,536 bytes; MQTT allows 65,535",
                              "has 65,536 bytes; MQTT allows 65,535"}));

struct MatchCase {
  const char* filter;
  const char* topic;
  bool matches;
};

class Matching : public testing::TestWithParam<MatchCase> {};

TEST_P(Matching, FollowsTheSpecification) {
  const auto filter = TopicFilter::parse(GetParam().filter);
  ASSERT_TRUE(filter);
  EXPECT_EQ(filter->matches(GetParam().topic), GetParam().matches);
  FilterIndex index;
  index.insert(filter->text(), 7);
  std::multiset<std::uint32_t> found;
  index.for_each_match(GetParam().topic, [&](std::uint32_t value) { found.insert(value); });
  EXPECT_EQ(found.size(), GetParam().matches ? 1U : 0U);
}

INSTANTIATE_TEST_SUITE_P(
    Mqtt5Section47, Matching,
    testing::Values(MatchCase{"a/b", "a/b", true}, MatchCase{"a/b", "a/B", false}, MatchCase{"a/b", "a/b/", false},
                    MatchCase{"a/b", "a", false}, MatchCase{"a", "a/b", false}, MatchCase{"+", "a", true},
                    MatchCase{"+", "a/b", false}, MatchCase{"+", "/a", false}, MatchCase{"/+", "/a", true},
                    MatchCase{"+/+", "/a", true}, MatchCase{"a/+", "a/", true}, MatchCase{"a/+", "a", false},
                    MatchCase{"a/+/c", "a/b/c", true}, MatchCase{"a/+/c", "a//c", true},
                    MatchCase{"a/+/c", "a/b/d", false}, MatchCase{"#", "a", true}, MatchCase{"#", "a/b/c", true},
                    MatchCase{"#", "/", true}, MatchCase{"a/#", "a", true}, MatchCase{"a/#", "a/b/c", true},
                    MatchCase{"a/#", "ab", false}, MatchCase{"a/#", "b/a", false}, MatchCase{"+/#", "a", true},
                    MatchCase{"a/+/#", "a", false}, MatchCase{"a/+/#", "a/b", true}, MatchCase{"a/+/#", "a/", true}));

TEST(FilterIndexTest, FindsEachFilterOnce) {
  FilterIndex index;
  index.insert("a/b", 1);
  index.insert("a/b", 2);
  index.insert("a/+", 3);
  index.insert("a/#", 4);
  index.insert("#", 5);
  index.insert("b/#", 6);
  std::multiset<std::uint32_t> found;
  index.for_each_match("a/b", [&](std::uint32_t value) { found.insert(value); });
  EXPECT_EQ(found, (std::multiset<std::uint32_t>{1, 2, 3, 4, 5}));
}

TEST(TextTest, CountsAndShowsCharacters) {
  EXPECT_EQ(count_characters("h\xc3\xb6he\xff"), 5U);
  EXPECT_EQ(printable("a\tb\x1b\xff\xc3\xb6"), "a b ?\xc3\xb6");
  EXPECT_EQ(first_invalid_utf8("ab\xf0\x9f\x94\xa5\xff"), 6U);
  EXPECT_EQ(first_invalid_utf8("plain"), std::nullopt);
  EXPECT_EQ(with_thousands(0), "0");
  EXPECT_EQ(with_thousands(999), "999");
  EXPECT_EQ(with_thousands(1234567), "1,234,567");
  EXPECT_EQ(counted(1, "topic"), "1 topic");
  EXPECT_EQ(counted(4312, "topic"), "4,312 topics");
}

}  // namespace
}  // namespace mfp::core
