#include "cli/live_graph.hpp"

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "cli/queue_names.hpp"

namespace mfp::cli {

namespace {

core::PortName port_name(const QueueNames::Place& place) {
  if (place.participant == nullptr) return {std::string(place.queue), "QUEUE", std::nullopt};
  return {place.participant->role, place.port->id, std::nullopt};
}

}  // namespace

core::Graph live_graph(const LiveParticipants& participants, const std::vector<LiveBinding>& bindings) {
  core::Graph graph;
  for (const LiveParticipant& live : participants) {
    graph.processes.push_back({live.participant.role, live.participant.component, {}, {}});
  }
  const QueueNames names(participants);
  std::unordered_set<std::string_view> nobodys;
  for (const LiveBinding& binding : bindings) {
    const auto source = names.source(binding.source);
    const auto target = names.target(binding.target);
    for (const QueueNames::Place& place : {source, target}) {
      const bool is_new = place.participant == nullptr && nobodys.insert(place.queue).second;
      if (is_new) graph.processes.push_back({std::string(place.queue), {}, {}, {}});
    }
    graph.connections.push_back({port_name(source), port_name(target), {}, {}});
  }
  return graph;
}

void add_processes(core::Graph& graph, const std::vector<core::Participant>& participants) {
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < graph.processes.size(); ++i) places.emplace(graph.processes[i].name, i);
  for (const core::Participant& participant : participants) {
    const auto [place, added] = places.emplace(participant.role, graph.processes.size());
    if (added) {
      graph.processes.push_back({participant.role, participant.component, {}, {}});
    } else if (graph.processes[place->second].component.empty()) {
      graph.processes[place->second].component = participant.component;
    }
  }
}

}  // namespace mfp::cli
