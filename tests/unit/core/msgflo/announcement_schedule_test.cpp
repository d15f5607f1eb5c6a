#include "core/msgflo/announcement_schedule.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

namespace mfp::core {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

using Schedule = AnnouncementSchedule;

TEST(AnnouncementScheduleTest, BeginsWithAllAndSpreadsTheRest) {
  const Schedule::TimePoint start{seconds(100)};
  Schedule schedule(4, seconds(20));
  schedule.restart(start);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(schedule.first_round_done(), false);
    EXPECT_EQ(schedule.take_due(start), i);
  }
  EXPECT_TRUE(schedule.first_round_done());
  EXPECT_EQ(schedule.take_due(start), std::nullopt);
  EXPECT_EQ(schedule.next_due(), start + seconds(5));
  EXPECT_EQ(schedule.take_due(start + seconds(5)), 0U);
  EXPECT_EQ(schedule.take_due(start + seconds(5)), std::nullopt);
  EXPECT_EQ(schedule.take_due(start + seconds(10)), 1U);
}

TEST(AnnouncementScheduleTest, NobodyWaitsLongerThanThePeriod) {
  const Schedule::TimePoint start{};
  Schedule schedule(3, seconds(9));
  schedule.restart(start);
  std::vector<Schedule::TimePoint> last(3, start);
  for (int i = 0; i < 30; ++i) {
    const auto due = schedule.next_due();
    const auto index = schedule.take_due(due);
    ASSERT_TRUE(index);
    EXPECT_LE(due - last[*index], seconds(9));
    last[*index] = due;
  }
}

TEST(AnnouncementScheduleTest, ManyWakeTheMachineOnceASecondAtMost) {
  constexpr std::size_t participants = 40;
  const Schedule::TimePoint start{};
  Schedule schedule(participants, seconds(27));
  schedule.restart(start);
  while (schedule.take_due(start)) {
  }
  std::vector<Schedule::TimePoint> last(participants, start);
  for (std::size_t taken = 0; taken < 3 * participants;) {
    const auto due = schedule.next_due();
    while (const auto index = schedule.take_due(due)) {
      EXPECT_LE(due - last[*index], seconds(27));
      last[*index] = due;
      ++taken;
    }
    EXPECT_GE(schedule.next_due() - due, seconds(1));
  }
}

TEST(AnnouncementScheduleTest, ThousandsMakeNoBursts) {
  const Schedule::TimePoint start{};
  Schedule schedule(10000, seconds(27));
  schedule.restart(start);
  while (schedule.take_due(start)) {
  }
  const auto due = schedule.next_due();
  int together = 0;
  while (schedule.take_due(due)) ++together;
  EXPECT_EQ(together, 16);
}

TEST(AnnouncementScheduleTest, MakesNoBacklogAfterASleep) {
  const Schedule::TimePoint start{};
  Schedule schedule(2, seconds(10));
  schedule.restart(start);
  while (schedule.take_due(start)) {
  }
  const auto late = start + seconds(1000);
  int at_once = 0;
  while (schedule.take_due(late)) ++at_once;
  EXPECT_EQ(at_once, 1);
  EXPECT_EQ(schedule.next_due(), late + seconds(5));
}

TEST(AnnouncementScheduleTest, WithoutParticipantsNothingIsDue) {
  Schedule schedule(0, seconds(10));
  schedule.restart({});
  EXPECT_EQ(schedule.take_due(Schedule::TimePoint{seconds(5)}), std::nullopt);
}

}  // namespace
}  // namespace mfp::core
