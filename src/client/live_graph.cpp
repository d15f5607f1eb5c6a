#include "client/live_graph.hpp"

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "client/queue_names.hpp"

namespace mfp::client {

namespace {

/// The processes that stand for queues of nobody, beside those of the participants.
class NobodysQueues {
 public:
  explicit NobodysQueues(core::Graph& graph) : graph_(graph) {
    for (const core::Graph::Process& process : graph.processes) taken_.insert(process.name);
  }

  core::PortName port_name(const QueueNames::Place& place) {
    if (place.participant != nullptr) return {place.participant->role, place.port->id, std::nullopt};
    const auto [known, added] = names_.try_emplace(place.queue);
    if (added) {
      known->second = place.queue;
      while (!taken_.insert(known->second).second) known->second += "_queue";
      graph_.processes.push_back({known->second, {}, {}, {}});
    }
    return {known->second, "QUEUE", std::nullopt};
  }

 private:
  core::Graph& graph_;
  std::unordered_set<std::string> taken_;
  std::unordered_map<std::string_view, std::string> names_;
};

}  // namespace

core::Graph live_graph(const LiveParticipants& participants, const std::vector<LiveBinding>& bindings) {
  core::Graph graph;
  for (const LiveParticipant& live : participants) {
    graph.processes.push_back({live.participant.role, live.participant.component, {}, {}});
  }
  const QueueNames names(participants);
  NobodysQueues nobodys(graph);
  for (const LiveBinding& binding : bindings) {
    core::PortName source = nobodys.port_name(names.source(binding.source));
    core::PortName target = nobodys.port_name(names.target(binding.target));
    graph.connections.push_back({std::move(source), std::move(target), {}, {}});
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

}  // namespace mfp::client
