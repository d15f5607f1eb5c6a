#include "core/routing/change_summary.hpp"

#include <gmock/gmock.h>

#include "support/participants.hpp"

namespace mfp::core {
namespace {

using test::participant;
using test::port;

std::string summary_of(const Configuration& before, const Configuration& now) {
  return change_summary(before, now, changed_participants(before, now));
}

Configuration declared(std::vector<Participant> participants, std::vector<Edge> edges,
                       std::vector<InitialPacket> packets = {}) {
  Configuration configuration;
  configuration.participants = std::move(participants);
  configuration.edges = std::move(edges);
  configuration.initial_packets = std::move(packets);
  return configuration;
}

Edge named_edge(const std::string& source, const std::string& target) {
  return {{source, "OUT", {}}, {target, "IN", {}}, {}};
}

TEST(ChangeSummaryTest, SaysNothingWhereNothingChanged) {
  const std::vector<Participant> participants{participant("a", {}, {port("a", "x", "t")})};
  const std::vector<Edge> edges{named_edge("a", "b")};
  EXPECT_EQ(summary_of(declared(participants, edges), declared(participants, edges)), "nothing changed");
}

TEST(ChangeSummaryTest, CountsWhatCameWentAndMoved) {
  const std::vector<Participant> before{participant("a", {}, {port("a", "x", "t")}), participant("b", {}, {}),
                                        participant("c", {}, {})};
  std::vector<Participant> now{participant("a", {}, {port("a", "x", "other")}), participant("d", {}, {}),
                               participant("e", {}, {})};
  const std::vector<Edge> edges_before{named_edge("a", "b"), named_edge("a", "c"), named_edge("x", "y")};
  const std::vector<Edge> edges_now{named_edge("a", "d"), named_edge("e", "c"), named_edge("x", "y"),
                                    named_edge("p", "q")};
  EXPECT_EQ(summary_of(declared(before, edges_before), declared(now, edges_now)),
            "2 participants added, 2 participants removed, 1 participant changed, 1 edge added, 2 edges moved");
  const Configuration after = declared(now, {});
  std::vector<std::string> roles;
  for (const Participant* changed : changed_participants(declared(before, {}), after)) roles.push_back(changed->role);
  EXPECT_THAT(roles, testing::ElementsAre("a", "d", "e"));
}

TEST(ChangeSummaryTest, CountsInitialPackets) {
  const auto packet = [](const char* payload) { return InitialPacket{payload, {"a", "IN", {}}, {}}; };
  const std::vector<InitialPacket> before{packet("1"), packet("2")};
  const std::vector<InitialPacket> now{packet("2"), packet("3"), packet("4")};
  EXPECT_EQ(summary_of(declared({}, {}, before), declared({}, {}, now)),
            "2 initial packets added, 1 initial packet removed");
  EXPECT_EQ(summary_of(declared({}, {}, before), declared({}, {}, before)), "nothing changed");
}

TEST(ChangeSummaryTest, OptionsOfARelayCount) {
  std::vector<Participant> before{participant("a", {}, {port("a", "x", "t")})};
  std::vector<Participant> now = before;
  now[0].outports[0].qos = 1;
  EXPECT_FALSE(same_participant(before[0], now[0]));
}

}  // namespace
}  // namespace mfp::core
