#include "bridge/edges/initial_packets.hpp"

#include <gmock/gmock.h>

#include "unit/support/live_edges_fixture.hpp"

namespace mfp::bridge {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// The initial packets of live edges, which know the queues.
class InitialPacketsTest : public test::LiveEdgesFixture {
 protected:
  InitialPacketsTest() {
    configuration_.router.enabled = false;
    configuration_.initial_packets = {{"21.5", {"stranger", "in", {}}, {}}};
  }
  std::vector<std::string> sent() {
    edges_.settle();
    return said();
  }
  /// An edge to a stranger makes his queue known, and the packet goes out.
  void send_to_stranger() {
    configuration_.edges = {edge("stranger", "display", "text")};
    start();
    announce(stranger());
    (void)sent();
  }
  void reconnect() {
    lose();
    connect();
    confirm();
    (void)said();
  }
  /// The publisher's first packet after each connect subscribes to announcements.
  static constexpr std::uint16_t first_packet = 2;
};

TEST_F(InitialPacketsTest, AreSentOnceWhenTheirQueueIsKnown) {
  configuration_.edges = {edge("stranger", "display", "text")};
  start();
  EXPECT_THAT(sent(), IsEmpty());
  announce(stranger());
  EXPECT_THAT(sent(), ElementsAre("S subscribe stranger.OUT", "P publish stranger.IN qos 1"));
  EXPECT_EQ(publisher_.client().published.back().payload, "21.5");
  announce(stranger());
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_F(InitialPacketsTest, GoToOurOwnWhenTheirSubscriptionsStand) {
  configuration_.initial_packets = {{"21.5", {"display", "text", {}}, {}}};
  configuration_.edges = {edge("heater", "display", "text")};
  edges_.configure(configuration_);
  connect();
  (void)said();
  EXPECT_THAT(sent(), IsEmpty());
  confirm();
  EXPECT_THAT(sent(), ElementsAre("P publish display.TEXT qos 1"));
}

TEST_F(InitialPacketsTest, AreSentAgainWhereNoAnswerCame) {
  send_to_stranger();
  reconnect();
  EXPECT_THAT(sent(), ElementsAre("P publish stranger.IN qos 1"));
  edges_.on_delivered(first_packet, 0);
  reconnect();
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_F(InitialPacketsTest, AreNotSentAgainByAnEqualConfiguration) {
  send_to_stranger();
  edges_.on_delivered(first_packet, 0);
  core::Configuration next = configuration_;
  next.initial_packets.push_back({"22", {"stranger", "in", {}}, {}});
  edges_.configure(next);
  EXPECT_THAT(sent(), ElementsAre("P publish stranger.IN qos 1"));
  EXPECT_EQ(publisher_.client().published.back().payload, "22");
  edges_.configure(configuration_);
}

TEST_F(InitialPacketsTest, AreSentAgainByAnotherConfigurationWhereNoAnswerCame) {
  send_to_stranger();
  edges_.configure(configuration_);
  EXPECT_THAT(sent(), ElementsAre("P publish stranger.IN qos 1"));
  core::Configuration next = configuration_;
  next.initial_packets.clear();
  edges_.configure(next);
  edges_.on_delivered(first_packet, 135);
  EXPECT_THAT(log_.take(), IsEmpty()) << "an answer to what is declared no more";
  edges_.configure(configuration_);
}

TEST_F(InitialPacketsTest, AreSentAgainToAStrangerThatComesBack) {
  send_to_stranger();
  edges_.on_delivered(first_packet, 0);
  loop_.pass(std::chrono::minutes(11));
  EXPECT_THAT(sent(), IsEmpty());
  announce(stranger());
  EXPECT_THAT(sent(), ElementsAre("P publish stranger.IN qos 1"));
}

TEST_F(InitialPacketsTest, ThatTheBrokerRefusesAreToldOnce) {
  send_to_stranger();
  edges_.on_delivered(first_packet, 135);
  EXPECT_THAT(log_.take(), ElementsAre(HasSubstr("the broker refuses the initial packet of stranger.in (reason 135)")));
  reconnect();
  EXPECT_THAT(sent(), IsEmpty());
}

}  // namespace
}  // namespace mfp::bridge
