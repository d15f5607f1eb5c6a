#include "core/graph/cycle.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/model/relay.hpp"
#include "support/participants.hpp"

namespace mfp::core {
namespace {

using test::participant;
using test::port;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

/// An edge between the queues of two ports, by their names: `heater.TEMPERATURE`.
struct EdgeOfTest {
  std::string source;
  std::string target;
};

std::vector<std::string> cycles(const std::vector<Participant>& participants,
                                const std::vector<EdgeOfTest>& edges = {}) {
  std::vector<Hop> hops;
  std::vector<NamedHop> names;
  for (const EdgeOfTest& edge : edges) {
    hops.push_back({edge.source, edge.target});
    names.push_back({edge.source, edge.target, {}, {}});
  }
  for_each_relay(participants, [&](const Relay& relay) {
    const std::string name = port_name(*relay.participant, *relay.port);
    hops.push_back({relay.source(), relay.target()});
    names.push_back({name, name, relay.source(), relay.target()});
  });
  std::vector<std::string> paths;
  for (const Cycle& cycle : find_cycles(hops)) {
    std::vector<NamedHop> shown;
    for (std::size_t i = 0; i < std::min(cycle.size(), most_hops_shown); ++i) shown.push_back(names[cycle[i]]);
    paths.push_back(cycle_path(shown, cycle.size()));
  }
  return paths;
}

TEST(CycleTest, ADeviceMayAnswerOnItsOwnTopics) {
  EXPECT_THAT(cycles({participant("d", {port("d", "set", "d/set")}, {port("d", "state", "d/state")})}), ElementsAre());
}

TEST(CycleTest, FindsARelayThatFeedsItself) {
  auto self = port("d", "x", "u/#");
  self.queue = "u/v";
  EXPECT_THAT(cycles({participant("d", {}, {self})}), ElementsAre("d.X (u/# -> u/v) -> d.X"));
}

TEST(CycleTest, FindsACycleOfTwoAndNamesTheFirst) {
  auto in = port("d", "in", "t/1");
  in.queue = "q";
  auto out = port("e", "out", "t/+");
  out.queue = "q";
  EXPECT_THAT(cycles({participant("d", {in}, {}), participant("e", {}, {out})}),
              ElementsAre("d.IN (q -> t/1) -> e.OUT (t/+ -> q) -> d.IN"));
}

TEST(CycleTest, TellsEachGroupOnceAndSurvivesLongChains) {
  std::vector<Participant> participants;
  constexpr int length = 50000;
  for (int i = 0; i < length; ++i) {
    const std::string role = "r" + std::to_string(i);
    auto out = port(role, "o", "t/" + std::to_string(i));
    out.queue = "t/" + std::to_string(i + 1);
    participants.push_back(participant(role, {}, {out}));
  }
  EXPECT_THAT(cycles(participants), ElementsAre());
  participants.back().outports[0].queue = "t/0";
  const auto paths = cycles(participants);
  ASSERT_EQ(paths.size(), 1U);
  EXPECT_TRUE(paths[0].starts_with("r0.O (t/0 -> t/1) -> r1.O")) << paths[0];
  EXPECT_TRUE(paths[0].ends_with("-> … -> r0.O")) << paths[0];
}

std::vector<Participant> heater_and_display(const std::string& display_topic) {
  return {
      participant("heater", {port("heater", "target", "heater/set")}, {port("heater", "temperature", "heater/state")}),
      participant("display", {port("display", "text", display_topic)}, {})};
}

TEST(CycleTest, AnEdgeMayCloseOne) {
  EXPECT_THAT(cycles(heater_and_display("display/text"), {{"heater.TEMPERATURE", "display.TEXT"}}), ElementsAre());
  EXPECT_THAT(cycles(heater_and_display("heater/state"), {{"heater.TEMPERATURE", "display.TEXT"}}),
              ElementsAre("heater.TEMPERATURE -> display.TEXT (display.TEXT -> heater/state) -> heater.TEMPERATURE"));
}

TEST(CycleTest, ALoopThroughADeviceIsNone) {
  std::vector<Participant> participants = heater_and_display("display/text");
  participants.push_back(participant("thermostat", {port("thermostat", "in", "")}, {port("thermostat", "out", "")}));
  const std::vector<EdgeOfTest> edges{{"heater.TEMPERATURE", "thermostat.IN"}, {"thermostat.OUT", "heater.TARGET"}};
  EXPECT_THAT(cycles(participants, edges), ElementsAre());
}

TEST(CycleTest, EdgesAloneFormOneWhereQueuesAreShared) {
  EXPECT_THAT(cycles({}, {{"a", "b"}, {"b", "c"}, {"c", "a"}}), ElementsAre("a -> b -> c -> a"));
}

TEST(CycleTest, TellsTheShortestOneOfAGroup) {
  EXPECT_THAT(cycles({}, {{"a", "b"}, {"b", "c"}, {"c", "d"}, {"d", "a"}, {"b", "a"}, {"c", "b"}, {"x", "a"}}),
              ElementsAre("a -> b -> a"));
  EXPECT_THAT(cycles({}, {{"a", "b"}, {"c", "d"}, {"b", "a"}, {"d", "c"}}),
              UnorderedElementsAre("a -> b -> a", "c -> d -> c"));
}

TEST(CycleTest, ALongLineWithEdgesBothWaysIsQuicklySearched) {
  std::vector<std::string> queues;
  for (int i = 0; i < 40'000; ++i) queues.push_back("q" + std::to_string(i));
  std::vector<Hop> hops;
  for (std::size_t i = 1; i < queues.size(); ++i) {
    hops.push_back({queues[i - 1], queues[i]});
    hops.push_back({queues[i], queues[i - 1]});
  }
  EXPECT_THAT(find_cycles(hops), ElementsAre(Cycle{0, 1}));
}

TEST(CycleTest, AQueueThatManyShareIsQuicklySearched) {
  std::vector<std::string> queues;
  for (int i = 0; i < 20'000; ++i) queues.push_back("q" + std::to_string(i));
  std::vector<Hop> hops;
  for (const std::string& queue : queues) {
    hops.push_back({queue, "all"});
    hops.push_back({"all", queue});
  }
  EXPECT_THAT(find_cycles(hops), ElementsAre(Cycle{0, 1}));
}

TEST(CycleTest, ALongOneIsShortened) {
  std::vector<EdgeOfTest> edges;
  edges.reserve(20);
  for (int i = 0; i < 20; ++i) edges.push_back({"q" + std::to_string(i), "q" + std::to_string((i + 1) % 20)});
  EXPECT_THAT(cycles({}, edges), ElementsAre("q0 -> q1 -> q2 -> q3 -> q4 -> q5 -> q6 -> q7 -> q8 -> … -> q0"));
}

}  // namespace
}  // namespace mfp::core
