#include "bridge/relay/subscriptions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "unit/support/captured_log.hpp"
#include "unit/support/fake_connection.hpp"
#include "unit/support/fake_loop.hpp"
#include "unit/support/routes.hpp"
#include "unit/support/temporary_folder.hpp"

namespace mfp::bridge {
namespace {

using core::RoutePtr;
using test::route;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using transport::SessionState;

/// The subscriptions of a subscriber on a fake connection. The test plays the broker, whose packets are numbered from 1
/// after each connect.
class SubscriptionsTest : public testing::Test {
 protected:
  void connect(SessionState session = SessionState::fresh) {
    subscriber_.open();
    said_.clear();
    subscriptions_.on_connected(session);
  }
  void lose() {
    subscriber_.close();
    subscriptions_.on_lost();
    said_.clear();
  }
  /// Connected, with these routes in force.
  void run(const std::vector<RoutePtr>& routes) {
    subscriptions_.change_to(routes);
    connect();
    for (std::uint16_t packet = 1; !subscriptions_.settled(); ++packet) subscriptions_.on_subscribed(packet, 1);
    last_packet_ = static_cast<std::uint16_t>(said_.size());
    said_.clear();
  }
  /// The broker answers the next packet that it has not answered yet.
  void subscribed(std::uint8_t reason_code = 1) { subscriptions_.on_subscribed(++last_packet_, reason_code); }
  void unsubscribed() { subscriptions_.on_unsubscribed(++last_packet_); }
  /// What was sent since the last time.
  std::vector<std::string> sent() { return std::exchange(said_, {}); }

  /// A run that finds the session file as it is; it has a route from `a`, and a connection is opened.
  struct NextRun {
    explicit NextRun(SubscriptionsTest& test)
        : memory(test.folder_.path("session"), test.loop_, test.worker_, test.warnings_),
          subscriptions(test.loop_, test.table_, test.subscriber_.connection(), memory, test.warnings_) {
      subscriptions.change_to(std::vector{route("a", "x")});
      test.subscriber_.open();
      test.said_.clear();
    }
    SessionMemory memory;
    Subscriptions subscriptions;
  };

  test::CapturedLog log_;
  test::TemporaryFolder folder_;
  test::FakeLoop loop_;
  test::Journal said_;
  system::Warnings warnings_{loop_};
  system::Worker worker_{loop_};
  core::RouteTable table_;
  test::FakeConnection subscriber_{loop_, "S", said_};
  SessionMemory memory_{folder_.path("session"), loop_, worker_, warnings_};
  Subscriptions subscriptions_{loop_, table_, subscriber_.connection(), memory_, warnings_};
  std::uint16_t last_packet_ = 0;
};

TEST_F(SubscriptionsTest, SubscribesToTheFiltersOfTheRoutesWhenItConnects) {
  EXPECT_EQ(subscriptions_.change_to(std::vector{route("b", "x"), route("a", "x"), route("a", "y")}), 1U);
  EXPECT_THAT(sent(), IsEmpty());
  connect();
  EXPECT_THAT(sent(), ElementsAre("S subscribe a", "S subscribe b"));
}

TEST_F(SubscriptionsTest, AChangeIsInEffectWhenTheBrokerHasAnsweredAllOfIt) {
  subscriptions_.change_to(std::vector{route("a", "x"), route("b", "x")});
  connect();
  subscribed();
  EXPECT_EQ(subscriptions_.effective_change(), 0U);
  EXPECT_FALSE(subscriptions_.settled());
  subscribed();
  EXPECT_EQ(subscriptions_.effective_change(), 1U);
  EXPECT_TRUE(subscriptions_.settled());
}

TEST_F(SubscriptionsTest, AChangeIsNotInEffectBeforeThoseBeforeIt) {
  run({});
  const std::uint64_t first = subscriptions_.change({{"a", {route("a", "x")}}});
  const std::uint64_t second = subscriptions_.change({{"b", {route("b", "x")}}});
  subscriptions_.on_subscribed(2, 1);
  EXPECT_LT(subscriptions_.effective_change(), first);
  subscriptions_.on_subscribed(1, 1);
  EXPECT_EQ(subscriptions_.effective_change(), second);
}

TEST_F(SubscriptionsTest, SubscribesToWhatIsNewBeforeItLeavesWhatIsOld) {
  run({route("a", "x")});
  subscriptions_.change_to(std::vector{route("b", "x")});
  EXPECT_THAT(sent(), ElementsAre("S subscribe b", "S unsubscribe a"));
}

TEST_F(SubscriptionsTest, SendsNothingForAFilterThatStays) {
  run({route("a", "x")});
  const std::uint64_t change = subscriptions_.change({{"a", {route("a", "y")}}});
  EXPECT_THAT(sent(), IsEmpty());
  EXPECT_EQ(table_.find("a")->routes.front()->target.text(), "y");
  EXPECT_EQ(subscriptions_.effective_change(), change);
}

TEST_F(SubscriptionsTest, WaitsWithRoutesThatWouldFormACycleWithThoseThatGo) {
  run({route("a", "b")});
  const std::uint64_t change = subscriptions_.change_to(std::vector{route("b", "a")});
  EXPECT_THAT(sent(), ElementsAre("S unsubscribe a"));
  EXPECT_THAT(subscriptions_.wanted_routes("b"), testing::SizeIs(1));
  EXPECT_THAT(subscriptions_.wanted_routes("a"), IsEmpty());
  unsubscribed();
  EXPECT_THAT(sent(), ElementsAre("S subscribe b"));
  EXPECT_LT(subscriptions_.effective_change(), change);
  subscribed();
  EXPECT_EQ(subscriptions_.effective_change(), change);
}

TEST_F(SubscriptionsTest, AnotherSetOfRoutesOverrulesTheChangeThatIsUnderWay) {
  run({route("a", "b")});
  subscriptions_.change_to(std::vector{route("b", "a")});
  subscriptions_.change_to(std::vector{route("c", "x")});
  (void)sent();
  unsubscribed();
  // The former change ends as it was planned, and what it brought goes again.
  subscribed();
  EXPECT_THAT(sent(), ElementsAre("S subscribe b", "S subscribe c", "S unsubscribe b"));
  EXPECT_THAT(subscriptions_.wanted_routes("b"), IsEmpty());
  EXPECT_THAT(subscriptions_.wanted_routes("c"), testing::SizeIs(1));
}

TEST_F(SubscriptionsTest, AskingForRetainedMessagesIsForRoutesThatKeepTheFlag) {
  run({});
  subscriptions_.change({{"command", {route("command", "x", core::RetainPolicy::never)}}});
  EXPECT_EQ(subscriber_.client().last_retained, transport::Retained::when_new);
  subscriptions_.change({{"state", {route("state", "x", core::RetainPolicy::keep)}}});
  EXPECT_EQ(subscriber_.client().last_retained, transport::Retained::always);
}

TEST_F(SubscriptionsTest, HasNoMoreThanAThousandPacketsUnanswered) {
  std::vector<RoutePtr> routes;
  for (int i = 0; i < 1001; ++i) routes.push_back(route("topic/" + std::to_string(i), "x"));
  subscriptions_.change_to(routes);
  connect();
  EXPECT_THAT(sent(), testing::SizeIs(1000));
  subscribed();
  EXPECT_THAT(sent(), testing::SizeIs(1));
}

TEST_F(SubscriptionsTest, WhatTheBrokerRefusesIsToldAndKeepsNothingElseFromTakingEffect) {
  run({});
  const std::uint64_t refused = subscriptions_.change({{"secret", {route("secret", "x")}}});
  const std::uint64_t change = subscriptions_.change({{"a", {route("a", "x")}}});
  subscribed(135);
  subscribed();
  EXPECT_EQ(subscriptions_.effective_change(), change);
  EXPECT_THAT(subscriptions_.refusal(refused), HasSubstr("the broker refuses the subscription to secret (reason 135)"));
  EXPECT_EQ(subscriptions_.refusal(change), "");
  EXPECT_THAT(log_.take(), ElementsAre("warning: " + subscriptions_.refusal(refused)));
}

TEST_F(SubscriptionsTest, WhatCannotBeSentIsToldAndKeepsNothingElseFromTakingEffect) {
  run({});
  subscriber_.client().refused_filter = "long";
  subscriptions_.change({{"long", {route("long", "x")}}});
  const std::uint64_t change = subscriptions_.change({{"a", {route("a", "x")}}});
  subscriptions_.on_subscribed(1, 1);
  EXPECT_EQ(subscriptions_.effective_change(), change);
  EXPECT_THAT(log_.take(), ElementsAre("warning: cannot subscribe to long: refused by the test"));
}

TEST_F(SubscriptionsTest, ChangesWhileItIsAwayAreMadeByTheNextConnect) {
  run({route("a", "x")});
  lose();
  const std::uint64_t change = subscriptions_.change_to(std::vector{route("b", "x")});
  EXPECT_THAT(sent(), IsEmpty());
  EXPECT_LT(subscriptions_.effective_change(), change);
  connect(SessionState::fresh);
  EXPECT_THAT(sent(), ElementsAre("S subscribe b"));
  subscriptions_.on_subscribed(1, 1);
  EXPECT_EQ(subscriptions_.effective_change(), change);
}

TEST_F(SubscriptionsTest, WhatWasNotAnsweredIsAskedForAnew) {
  run({route("a", "x")});
  subscriptions_.change_to(std::vector{route("b", "x")});
  lose();
  connect(SessionState::resumed);
  EXPECT_THAT(sent(), ElementsAre("S unsubscribe a", "S subscribe b"));
}

TEST_F(SubscriptionsTest, LeavesInAResumedSessionWhatAFormerRunLeftThere) {
  folder_.write("session", "a\nold/#\n");
  NextRun next(*this);
  next.subscriptions.on_connected(SessionState::resumed);
  EXPECT_THAT(sent(), ElementsAre("S subscribe a", "S unsubscribe old/#"));
  EXPECT_THAT(next.memory.obsolete(table_), ElementsAre("old/#"));
  next.subscriptions.on_subscribed(1, 1);
  next.subscriptions.on_unsubscribed(2);
  EXPECT_THAT(next.memory.obsolete(table_), IsEmpty());
}

TEST_F(SubscriptionsTest, LeavesNothingInAFreshSession) {
  folder_.write("session", "old/#\n");
  NextRun next(*this);
  next.subscriptions.on_connected(SessionState::fresh);
  EXPECT_THAT(sent(), ElementsAre("S subscribe a"));
}

TEST_F(SubscriptionsTest, RoutesOfWhatIsLeftStayWhenTheBrokerHasLetGo) {
  run({route("a", "x")});
  subscriptions_.change_to({});
  EXPECT_TRUE(table_.find("a")->leaving);
  EXPECT_FALSE(table_.find("a")->released);
  unsubscribed();
  EXPECT_TRUE(table_.find("a")->released);
  EXPECT_THAT(table_.find("a")->routes, testing::SizeIs(1));
  loop_.pass(std::chrono::minutes(1));
  EXPECT_EQ(table_.find("a"), nullptr);
}

TEST_F(SubscriptionsTest, WhatIsWantedAgainBeforeTheBrokerHasLetGoIsNotReleased) {
  run({route("a", "x")});
  subscriptions_.change_to({});
  subscriptions_.change_to(std::vector{route("a", "x")});
  unsubscribed();
  EXPECT_FALSE(table_.find("a")->leaving);
  EXPECT_FALSE(table_.find("a")->released);
}

TEST_F(SubscriptionsTest, LetsGoOfASubscriptionThatNobodyKnows) {
  subscriptions_.disown("stray");
  EXPECT_THAT(sent(), IsEmpty());
  run({});
  subscriptions_.disown("stray");
  EXPECT_THAT(sent(), ElementsAre("S unsubscribe stray"));
}

}  // namespace
}  // namespace mfp::bridge
