#include <gtest/gtest.h>

#include <algorithm>

#include "core/announcement_schedule.hpp"
#include "core/backoff.hpp"
#include "core/broker_settings.hpp"
#include "core/diagnostic.hpp"
#include "core/warning_fold.hpp"

namespace mfp::core {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

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
                    BadUrl{"mqtt://h:x", "has the port 'x'; a port is a number from 1 to 65535"},
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

TEST(BackoffTest, DoublesToThirtySecondsAndResetsAfterALastingConnection) {
  Backoff backoff;
  EXPECT_EQ(backoff.next(1), milliseconds(200));
  EXPECT_EQ(backoff.next(0.5), milliseconds(200));
  EXPECT_EQ(backoff.next(0), milliseconds(0));
  for (int i = 0; i < 20; ++i) (void)backoff.next(1);
  EXPECT_EQ(backoff.next(1), milliseconds(30000));
  backoff.connection_lasted(milliseconds(1999));
  EXPECT_EQ(backoff.next(1), milliseconds(30000));
  backoff.connection_lasted(milliseconds(2000));
  EXPECT_EQ(backoff.next(1), milliseconds(200));
}

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

TEST(WarningFoldTest, SaysTheFirstAndCountsTheRest) {
  const WarningFold::TimePoint start{};
  WarningFold fold;
  EXPECT_EQ(fold.next_due(), std::nullopt);
  EXPECT_TRUE(fold.admit("a", start));
  for (int i = 0; i < 4312; ++i) EXPECT_FALSE(fold.admit("a", start + seconds(1)));
  EXPECT_TRUE(fold.admit("b", start + seconds(30)));
  EXPECT_EQ(fold.next_due(), start + seconds(60));
  EXPECT_EQ(fold.take_due(start + seconds(59)), std::vector<std::string>{});
  EXPECT_EQ(fold.take_due(start + seconds(60)), std::vector<std::string>{"a … and 4,312 more in the last minute"});
  EXPECT_FALSE(fold.admit("a", start + seconds(61)));
  EXPECT_EQ(fold.take_due(start + seconds(120)), std::vector<std::string>{"a … and 1 more in the last minute"});
  EXPECT_EQ(fold.take_due(start + seconds(180)), std::vector<std::string>{});
  EXPECT_TRUE(fold.admit("a", start + seconds(181)));
}

TEST(WarningFoldTest, InventedKindsShareOneEntry) {
  const WarningFold::TimePoint start{};
  WarningFold fold;
  int said = 0;
  for (int i = 0; i < 1000; ++i) said += fold.admit(std::to_string(i), start) ? 1 : 0;
  EXPECT_EQ(said, 257);
  EXPECT_EQ(fold.take_due(start + seconds(60)).size(), 1U);
}

TEST(DiagnosticTest, ShowsPlaceLineAndCaret) {
  const Diagnostic diagnostic{
      Severity::error, {"devices.yaml", 7, 5, 6}, "unknown key 'topics'", "    topics: heater/state"};
  EXPECT_EQ(to_text(diagnostic),
            "devices.yaml:7:5: error: unknown key 'topics'\n"
            "    7 |     topics: heater/state\n"
            "      |     ^~~~~~\n");
}

TEST(DiagnosticTest, SortsByPlaceAndCountsTheRest) {
  std::vector<Diagnostic> diagnostics;
  for (std::uint32_t line = 105; line > 0; --line)
    diagnostics.push_back({Severity::error, {"f", line, 1, 1}, "wrong", ""});
  sort_by_place(diagnostics);
  const std::string text = to_text(diagnostics);
  EXPECT_TRUE(text.starts_with("f:1:1: error: wrong\nf:2:1: error: wrong\n"));
  EXPECT_TRUE(text.ends_with("f:100:1: error: wrong\n... and 5 more\n"));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 101);
}

}  // namespace
}  // namespace mfp::core
