#include "core/text/warning_fold.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace mfp::core {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

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

}  // namespace
}  // namespace mfp::core
