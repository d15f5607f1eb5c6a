#include "bridge/relay/released_subscriptions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/support/fake_connection.hpp"
#include "unit/support/fake_loop.hpp"
#include "unit/support/routes.hpp"

namespace mfp::bridge {
namespace {

/// One subscription that the broker has let go of. It is looked after every ten seconds.
class ReleasedSubscriptionsTest : public testing::Test {
 protected:
  ReleasedSubscriptionsTest() {
    subscriber_.open();
    table_.leave("a");
    released_.add(*table_.find("a"));
  }
  void message() {
    const std::vector<std::uint32_t> ids{table_.find("a")->id};
    released_.on_message({"a", "21.5", 1, false, ids, nullptr});
  }
  void pass_sweep() { loop_.pass(std::chrono::seconds(10)); }

  test::FakeLoop loop_;
  test::Journal journal_;
  test::FakeConnection subscriber_{loop_, "S", journal_};
  core::RouteTable table_{std::vector{test::route("a", "x")}};
  ReleasedSubscriptions released_{loop_, table_, subscriber_.connection()};
};

TEST_F(ReleasedSubscriptionsTest, StayUntilTheyHaveBeenSilentForTwoLooks) {
  EXPECT_TRUE(table_.find("a")->released);
  pass_sweep();
  EXPECT_NE(table_.find("a"), nullptr);
  pass_sweep();
  EXPECT_EQ(table_.find("a"), nullptr);
}

TEST_F(ReleasedSubscriptionsTest, StayWhileMessagesCome) {
  for (int i = 0; i < 5; ++i) {
    pass_sweep();
    ASSERT_NE(table_.find("a"), nullptr);
    message();
  }
}

TEST_F(ReleasedSubscriptionsTest, StayWhileTheConnectionIsAway) {
  subscriber_.close();
  for (int i = 0; i < 5; ++i) pass_sweep();
  EXPECT_NE(table_.find("a"), nullptr);
}

TEST_F(ReleasedSubscriptionsTest, StayWhenTheyAreWantedAgain) {
  table_.use(*core::TopicFilter::parse("a"), {test::route("a", "y")});
  for (int i = 0; i < 5; ++i) pass_sweep();
  ASSERT_NE(table_.find("a"), nullptr);
  EXPECT_FALSE(table_.find("a")->leaving);
}

}  // namespace
}  // namespace mfp::bridge
