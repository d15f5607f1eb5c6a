#include "core/text/suggestion.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

namespace mfp::core {
namespace {

constexpr std::array<std::string_view, 6> known{"topic", "queue", "type", "qos", "retain", "username"};

TEST(Suggestion, FindsTheWordWithTheFewestTypingErrors) {
  EXPECT_EQ(nearest("topics", known), "topic");
  EXPECT_EQ(nearest("topci", known), "topic");
  EXPECT_EQ(nearest("opic", known), "topic");
  EXPECT_EQ(nearest("tipic", known), "topic");
  EXPECT_EQ(nearest("QUEUE", known), "queue");
  EXPECT_EQ(nearest("tpye", known), "type");
  EXPECT_EQ(nearest("usrename", known), "username");
}

TEST(Suggestion, FindsWordsThatShareTheirBeginning) {
  EXPECT_EQ(nearest("user", known), "username");
  EXPECT_EQ(nearest("topic_name", known), "topic");
}

TEST(Suggestion, SaysNothingWhenNothingIsNear) {
  EXPECT_EQ(nearest("colour", known), std::nullopt);
  EXPECT_EQ(nearest("", known), std::nullopt);
  EXPECT_EQ(nearest("x", known), std::nullopt);
  EXPECT_EQ(nearest("topic", {}), std::nullopt);
}

TEST(Suggestion, AllowsOneErrorInAShortWordAndMoreInALongOne) {
  EXPECT_EQ(nearest("qso", known), "qos");
  EXPECT_EQ(nearest("qxy", known), std::nullopt);
  EXPECT_EQ(nearest("usernaem1", known), "username");
  EXPECT_EQ(nearest("usexxxme", known), std::nullopt);
}

TEST(Suggestion, GivesNoTimeToVeryLongWords) { EXPECT_EQ(nearest(std::string(10'000'000, 't'), known), std::nullopt); }

}  // namespace
}  // namespace mfp::core
