#include "declaration/set/keep_only.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <unordered_set>

namespace mfp::declaration {

namespace {

/// Who runs what of the graph, when each participant has a process of its own.
class Owners {
 public:
  explicit Owners(const std::vector<core::Participant>& participants)
      : first_(participants.empty() ? std::string() : participants.front().role) {
    for (const core::Participant& participant : participants) roles_.insert(participant.role);
  }

  /// Of an edge, or the connection of the graph that it comes from.
  template <class Edge>
  [[nodiscard]] std::string_view of_edge(const Edge& edge) const {
    return of({edge.source.role, edge.target.role});
  }
  template <class Packet>
  [[nodiscard]] std::string_view of_packet(const Packet& packet) const {
    return of({packet.target.role});
  }
  [[nodiscard]] std::string_view first() const { return first_; }

 private:
  [[nodiscard]] std::string_view of(std::initializer_list<std::string_view> roles) const {
    const auto* ours = std::find_if(roles.begin(), roles.end(),
                                    [this](std::string_view role) { return roles_.contains(std::string(role)); });
    return ours == roles.end() ? std::string_view(first_) : *ours;
  }

  std::string first_;
  std::unordered_set<std::string> roles_;
};

template <class Edges, class Packets>
void keep_owned(const Owners& owners, std::string_view role, Edges& edges, Packets& packets) {
  std::erase_if(edges, [&](const auto& edge) { return owners.of_edge(edge) != role; });
  std::erase_if(packets, [&](const auto& packet) { return owners.of_packet(packet) != role; });
}

/// Of the graph's processes and exports those stay which its connections and packets name, or which are `role`.
void keep_named(core::Graph& graph, std::string_view role) {
  std::unordered_set<std::string_view> named{role};
  for (const core::Graph::Connection& connection : graph.connections) {
    named.insert(connection.source.role);
    named.insert(connection.target.role);
  }
  for (const core::Graph::Packet& packet : graph.packets) named.insert(packet.target.role);
  const auto is_foreign_port = [&](const core::Graph::Export& entry) { return !named.contains(entry.inner.role); };
  std::erase_if(graph.inports, is_foreign_port);
  std::erase_if(graph.outports, is_foreign_port);
  std::erase_if(graph.processes, [&](const core::Graph::Process& process) { return !named.contains(process.name); });
}

}  // namespace

void keep_only(std::string_view role, core::Configuration& configuration, core::Graph& graph) {
  const Owners owners(configuration.participants);
  if (role != owners.first()) configuration.router = {};
  keep_owned(owners, role, configuration.edges, configuration.initial_packets);
  keep_owned(owners, role, graph.connections, graph.packets);
  keep_named(graph, role);
  std::erase_if(configuration.participants, [&](const core::Participant& one) { return one.role != role; });
}

}  // namespace mfp::declaration
