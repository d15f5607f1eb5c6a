#include "bridge/edges/live_edges.hpp"

#include <gmock/gmock.h>

#include "unit/support/live_edges_fixture.hpp"

namespace mfp::bridge {
namespace {

using core::Binding;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Binding heater_to_display{"heater.OUT", "display.TEXT"};
const Binding display_to_heater{"display.TEXT", "heater.OUT"};

class LiveEdgesTest : public test::LiveEdgesFixture {
 protected:
  /// Everything that waits for nobody else's announcement.
  void bound(const Binding& binding) {
    ASSERT_TRUE(edges_.bind(binding));
    confirm();
    written();
    (void)said();
  }
  std::optional<std::string> kept() {
    written();
    loop_.pass(std::chrono::milliseconds(25));
    written();
    return folder_.read("bindings-default.json");
  }
};

TEST_F(LiveEdgesTest, ABindingIsDoneWhenTheBrokerHasAnsweredAndItIsWritten) {
  start();
  const auto first = edges_.bind(heater_to_display);
  ASSERT_TRUE(first);
  EXPECT_THAT(said(), ElementsAre("S subscribe heater.OUT"));
  written();
  EXPECT_FALSE(edges_.done(*first)) << "before the broker's answer";
  confirm();
  EXPECT_TRUE(edges_.done(*first));
  loop_.pass(std::chrono::milliseconds(25));
  const auto second = edges_.bind({"heater.OUT", "lamp.IN"});
  ASSERT_TRUE(second);
  EXPECT_FALSE(edges_.done(*second)) << "before it is written";
  written();
  EXPECT_TRUE(edges_.done(*second));
}

TEST_F(LiveEdgesTest, ABindingThatIsUndoneIsNeitherInForceNorKept) {
  start();
  bound(heater_to_display);
  ASSERT_TRUE(edges_.unbind(heater_to_display));
  EXPECT_THAT(said(), ElementsAre("S unsubscribe heater.OUT"));
  EXPECT_EQ(edges_.edge_table().bindings(), 0U);
  EXPECT_THAT(kept(), testing::Optional(testing::Not(HasSubstr("heater.OUT"))));
}

TEST_F(LiveEdgesTest, ABindingThatStandsIsBoundAgainWithoutAChange) {
  start();
  bound(heater_to_display);
  const auto again = edges_.bind(heater_to_display);
  ASSERT_TRUE(again);
  EXPECT_TRUE(edges_.done(*again));
  EXPECT_THAT(said(), IsEmpty());
}

TEST_F(LiveEdgesTest, ABindingThatIsStillBeingWrittenIsNotDoneForWhoAsksAgain) {
  start();
  ASSERT_TRUE(edges_.bind(heater_to_display));
  confirm();
  EXPECT_FALSE(edges_.done(*edges_.bind(heater_to_display)));
}

TEST_F(LiveEdgesTest, RefusesABindingThatWouldFeedItsOwnSource) {
  start();
  bound(heater_to_display);
  const auto refused = edges_.bind(display_to_heater);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("it would feed its own source: "));
  EXPECT_THAT(said(), IsEmpty());
  EXPECT_THAT(kept(), testing::Optional(testing::Not(HasSubstr(R"("src":"display.TEXT")"))));
}

TEST_F(LiveEdgesTest, RefusesMoreBindingsThanTheRouterAllows) {
  configuration_.router.most_bindings = 1;
  start();
  bound(heater_to_display);
  const auto refused = edges_.bind({"heater.OUT", "lamp.IN"});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("there are 1 bindings already; most_bindings under router"));
}

TEST_F(LiveEdgesTest, RefusesToUndoWhatNobodyBound) {
  configuration_.edges = {edge("heater", "display", "text")};
  start();
  EXPECT_THAT(edges_.unbind({"a", "b"}).error().message, HasSubstr("a is not bound to b"));
  EXPECT_THAT(edges_.unbind(heater_to_display).error().message, HasSubstr("is declared in devices.yaml"));
}

TEST_F(LiveEdgesTest, TakesUpTheBindingsThatWereKept) {
  folder_.write("bindings-default.json", R"([{"src":"heater.OUT","tgt":"display.TEXT"}, 7])");
  start();
  ASSERT_NE(table_.find("heater.OUT"), nullptr);
  EXPECT_EQ(table_.find("heater.OUT")->routes.front()->target.text(), "display.TEXT");
  EXPECT_THAT(log_.take(), ElementsAre(HasSubstr("bindings-default.json: element 2 needs")));
}

TEST_F(LiveEdgesTest, KeepsTheBindingsThroughAnotherConfiguration) {
  start();
  bound(heater_to_display);
  core::Configuration next = configuration_;
  next.participants.push_back(stranger());
  edges_.configure(next);
  EXPECT_THAT(said(), IsEmpty());
  EXPECT_EQ(edges_.edge_table().bindings(), 1U);
  edges_.configure(configuration_);
}

TEST_F(LiveEdgesTest, OneProcessServesARouter) {
  start();
  LiveEdges other(loop_, publisher_.connection(), subscriptions_, warnings_, worker_, folder_.path());
  const RunEnd end = other.open(configuration_.router);
  EXPECT_EQ(end.kind, RunEnd::Kind::router_taken);
  EXPECT_THAT(end.text, HasSubstr("another process keeps the bindings of the router 'default'"));
}

TEST_F(LiveEdgesTest, DoesNotBeginWithBindingsThatCannotBeRead) {
  std::filesystem::create_directory(folder_.path("bindings-default.json"));
  edges_.configure(configuration_);
  EXPECT_EQ(edges_.open(configuration_.router).kind, RunEnd::Kind::state_unreadable);
}

TEST_F(LiveEdgesTest, WarnsWhenBindingsCannotBeKept) {
  start();
  std::filesystem::create_directory(folder_.path("bindings-default.json.new"));
  bool told = false;
  edges_.on_saved([&told] { told = true; });
  ASSERT_TRUE(edges_.bind(heater_to_display));
  written();
  EXPECT_TRUE(told);
  EXPECT_NE(edges_.save_problem(), "");
  EXPECT_THAT(log_.take(), ElementsAre("warning: the bindings cannot be kept: " + edges_.save_problem()));
}

TEST_F(LiveEdgesTest, ListensToAnnouncementsWhereSomethingNeedsThem) {
  configuration_.router.enabled = false;
  configuration_.edges = {edge("heater", "display", "text")};
  edges_.configure(configuration_);
  connect();
  EXPECT_THAT(said(), testing::Not(testing::Contains("P subscribe fbp"))) << "all queues are known";
  configuration_.edges.push_back(edge("heater", "stranger", "in"));
  edges_.configure(configuration_);
  EXPECT_THAT(said(), testing::Contains("P subscribe fbp"));
  edges_.configure(configuration_);
  EXPECT_THAT(said(), testing::Not(testing::Contains("P subscribe fbp"))) << "it listens already";
  lose();
  connect();
  EXPECT_THAT(said(), testing::Contains("P subscribe fbp"));
}

TEST_F(LiveEdgesTest, AnEdgeToAStrangerIsInForceWhenItIsAnnounced) {
  configuration_.edges = {edge("heater", "stranger", "in")};
  start();
  EXPECT_EQ(edges_.summary(), "1 edge; 1 waits for stranger");
  announce(stranger());
  EXPECT_THAT(said(), ElementsAre("S subscribe heater.OUT"));
  EXPECT_EQ(edges_.summary(), "1 edge");
  announce(stranger());
  EXPECT_THAT(said(), IsEmpty());
}

TEST_F(LiveEdgesTest, FollowsAStrangerToAnotherQueue) {
  configuration_.edges = {edge("stranger", "display", "text")};
  start();
  announce(stranger());
  confirm();
  EXPECT_THAT(said(), ElementsAre("S subscribe stranger.OUT"));
  core::Participant moved = stranger();
  moved.outports.front().queue = "elsewhere";
  announce(moved);
  EXPECT_THAT(said(), ElementsAre("S subscribe elsewhere", "S unsubscribe stranger.OUT"));
}

TEST_F(LiveEdgesTest, OurOwnAnnouncementsAreNoStrangers) {
  start();
  announce(configuration_.participants.front());
  EXPECT_EQ(edges_.directory().find("heater"), nullptr);
}

TEST_F(LiveEdgesTest, TellsWhenEdgesWaitForOthersThanBefore) {
  configuration_.edges = {edge("heater", "stranger", "in"), edge("heater", "other", "in")};
  start();
  announce(stranger());
  loop_.pass(std::chrono::seconds(1));
  EXPECT_THAT(log_.take(), ElementsAre("info: 2 edges; 1 waits for other"));
}

TEST_F(LiveEdgesTest, AnEdgeStaysWhileTheStrangerIsSilent) {
  configuration_.edges = {edge("heater", "stranger", "in")};
  start();
  announce(stranger());
  confirm();
  (void)said();
  loop_.pass(std::chrono::minutes(11));
  EXPECT_EQ(edges_.directory().find("stranger"), nullptr);
  EXPECT_THAT(said(), IsEmpty());
  EXPECT_NE(table_.find("heater.OUT"), nullptr);
}

}  // namespace
}  // namespace mfp::bridge
