#include "core/routing/skip_summary.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mfp::core {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using testing::ElementsAre;

class SkipSummaryTest : public testing::Test {
 protected:
  SkipSummary summary_;
  SkipSummary::TimePoint start_ = SkipSummary::TimePoint() + hours(1000);
};

TEST_F(SkipSummaryTest, TellsOfAPortSoonAndThenOnceAnHour) {
  for (int i = 0; i < 12; ++i) summary_.count("plug.POWER", "no path ENERGY.Power", start_);
  EXPECT_EQ(summary_.next_due(), start_ + SkipSummary::first_wait);
  EXPECT_THAT(summary_.take_due(start_ + seconds(9)), ElementsAre());
  const auto told = start_ + seconds(10);
  EXPECT_THAT(summary_.take_due(told), ElementsAre("12 messages of plug.POWER skipped: no path ENERGY.Power"));
  summary_.count("plug.POWER", "payload: empty", told + seconds(1));
  EXPECT_THAT(summary_.take_due(told + hours(1) - seconds(1)), ElementsAre());
  EXPECT_THAT(summary_.take_due(told + hours(1)), ElementsAre("1 message of plug.POWER skipped: payload: empty"));
  // Nothing was skipped since.
  EXPECT_THAT(summary_.take_due(told + hours(2)), ElementsAre());
  EXPECT_EQ(summary_.next_due(), std::nullopt);
}

TEST_F(SkipSummaryTest, TellsOfTheMostWhenThereAreMany) {
  for (char port = 'a'; port < 'a' + 10; ++port) {
    for (char times = 'a'; times <= port; ++times) summary_.count(std::string("x.") + port, "ignore: ignored", start_);
  }
  const auto lines = summary_.take_due(start_ + seconds(10));
  ASSERT_EQ(lines.size(), SkipSummary::most_lines + 1);
  EXPECT_EQ(lines.front(), "10 messages of x.j skipped: ignore: ignored");
  EXPECT_EQ(lines.back(), "2 more ports skipped messages; --log-level debug shows each");
}

TEST_F(SkipSummaryTest, SaysThatItHasNotCountedAll) {
  for (std::uint32_t i = 0; i < SkipSummary::most_in_a_second; ++i) EXPECT_TRUE(summary_.has_room(start_));
  EXPECT_FALSE(summary_.has_room(start_));
  EXPECT_TRUE(summary_.has_room(start_ + seconds(1)));
  summary_.count("x.y", "payload: empty", start_);
  EXPECT_THAT(summary_.take_all(), ElementsAre("more than 1 message of x.y skipped: payload: empty"));
  EXPECT_THAT(summary_.take_all(), ElementsAre());
}

}  // namespace
}  // namespace mfp::core
