#include "core/model/request_schedule.hpp"

#include <gtest/gtest.h>

#include <map>

namespace mfp::core {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using TimePoint = RequestSchedule::TimePoint;

const TimePoint first_start = TimePoint{} + std::chrono::hours(1);

std::vector<Request> requests(std::size_t count, std::optional<seconds> every) {
  return std::vector<Request>(count, Request{*TopicName::parse("d/get"), "", every});
}

/// How many requests there are at each time, until `end`.
std::map<milliseconds, int> asked(RequestSchedule& schedule, TimePoint end) {
  std::map<milliseconds, int> counts;
  while (const auto due = schedule.next_due()) {
    if (*due > end) break;
    while (schedule.take_due(*due)) ++counts[std::chrono::duration_cast<milliseconds>(*due - first_start)];
  }
  return counts;
}

TEST(RequestSchedule, AsksOneAfterAnotherAndKeepsTheDistance) {
  const auto forty = requests(40, seconds(30));
  RequestSchedule schedule(forty);
  schedule.restart(first_start);
  const auto counts = asked(schedule, first_start + seconds(60));
  EXPECT_EQ(counts.size(), 81U);
  EXPECT_EQ(counts.begin()->first, milliseconds(0));
  EXPECT_TRUE(counts.contains(milliseconds(1950)));
  EXPECT_TRUE(counts.contains(milliseconds(30050)));
  for (const auto& [when, count] : counts) EXPECT_EQ(count, 1) << when.count();
}

TEST(RequestSchedule, AsksOnceAfterEachStart) {
  const auto two = requests(2, std::nullopt);
  RequestSchedule schedule(two);
  EXPECT_FALSE(schedule.next_due());
  schedule.restart(first_start);
  EXPECT_EQ(asked(schedule, first_start + std::chrono::hours(1)).size(), 2U);
  EXPECT_FALSE(schedule.next_due());
  schedule.restart(first_start);
  EXPECT_TRUE(schedule.next_due());
}

TEST(RequestSchedule, ManyFitIntoTenSeconds) {
  const auto many = requests(10000, std::nullopt);
  RequestSchedule schedule(many);
  schedule.restart(first_start);
  EXPECT_LE(asked(schedule, first_start + std::chrono::hours(1)).rbegin()->first, seconds(10));
}

TEST(RequestSchedule, LeavesOutWhatASleepMissed) {
  const auto one = requests(1, seconds(30));
  RequestSchedule schedule(one);
  schedule.restart(first_start);
  EXPECT_TRUE(schedule.take_due(first_start + seconds(95)));
  EXPECT_FALSE(schedule.take_due(first_start + seconds(95)));
  EXPECT_EQ(schedule.next_due(), first_start + seconds(120));
}

}  // namespace
}  // namespace mfp::core
