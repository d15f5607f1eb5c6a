#include "core/msgflo/message_report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mfp::core {
namespace {

TEST(MessageReport, IsReadAsItIsWritten) {
  for (const auto outcome : {MessageReport::Outcome::skipped, MessageReport::Outcome::refused}) {
    const MessageReport report{"heater.TARGET", outcome, "path `a\"b`: not there"};
    EXPECT_EQ(read_report(to_json(report)), report);
  }
  for (const char* other : {"", "7", "{}", R"({"port":"a","outcome":"lost"})", R"({"outcome":7})"}) {
    EXPECT_EQ(read_report(other), std::nullopt) << other;
  }
}

TEST(MessageReport, GoesToThoseOnlyWhoWaitForAnswers) {
  EXPECT_TRUE(is_report_topic("/msgrouter/default/answers/1a2b"));
  for (const char* other :
       {"", "a", "/msgrouter/", "/msgrouter/default", "/msgrouter/default/addbinding", "/msgrouter/default/answers",
        "/msgrouter/default/answers/#", "x/msgrouter/a/answers/b", "/msgrouter/a/b/answers/c"}) {
    EXPECT_FALSE(is_report_topic(other)) << other;
  }
}

}  // namespace
}  // namespace mfp::core
