#include "client/live_graph.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/live_participants.hpp"

namespace mfp::client {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(LiveGraph, HasAProcessForEachParticipantAndEachQueueOfNobody) {
  const core::Graph graph = live_graph(
      heating(), {{"heater.TEMPERATURE", "display/text", ""}, {"sky", "heater.TARGET", ""}, {"sky", "sea", ""}});
  std::vector<std::string> processes;
  for (const auto& process : graph.processes) processes.push_back(process.name + '(' + process.component + ')');
  EXPECT_THAT(processes, ElementsAre("heater(x/Y)", "house.display(x/Y)", "house(x/Y)", "sky()", "sea()"));
  std::vector<std::string> connections;
  for (const auto& one : graph.connections) connections.push_back(to_text(one.source) + " -> " + to_text(one.target));
  EXPECT_THAT(connections, ElementsAre("heater.temperature -> house.display.text", "sky.QUEUE -> heater.target",
                                       "sky.QUEUE -> sea.QUEUE"));
}

TEST(LiveGraph, AQueueOfNobodyDoesNotTakeTheNameOfAnother) {
  const core::Graph graph = live_graph(heating(), {{"heater", "heater_queue", ""}, {"house", "heater", ""}});
  std::vector<std::string> processes;
  for (const auto& process : graph.processes) processes.push_back(process.name);
  EXPECT_THAT(processes,
              ElementsAre("heater", "house.display", "house", "heater_queue", "heater_queue_queue", "house_queue"));
  EXPECT_EQ(to_text(graph.connections[1].target), "heater_queue.QUEUE");
}

TEST(LiveGraph, DeclaredParticipantsAreAdded) {
  core::Graph graph;
  graph.processes.push_back({"heater", "", "", {}});
  graph.processes.push_back({"house", "own/One", "", {}});
  std::vector<core::Participant> declared;
  for (const LiveParticipant& one : heating()) declared.push_back(one.participant);
  add_processes(graph, declared);
  std::vector<std::string> processes;
  for (const auto& process : graph.processes) processes.push_back(process.name + '(' + process.component + ')');
  EXPECT_THAT(processes, ElementsAre("heater(x/Y)", "house(own/One)", "house.display(x/Y)"));
}

}  // namespace
}  // namespace mfp::client
