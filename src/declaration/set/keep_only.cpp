#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "declaration/set/loader.hpp"
#include "declaration/set/renumbering.hpp"

namespace mfp::declaration {

namespace {

/// Who runs what of the graph, when each participant has a process of its own.
class Owners {
 public:
  explicit Owners(const std::vector<core::Participant>& participants) {
    for (std::size_t i = 0; i < participants.size(); ++i) indexes_.emplace(participants[i].role, i);
  }

  /// Of an edge, or the connection of the graph that it comes from.
  template <class Edge>
  [[nodiscard]] std::size_t of_edge(const Edge& edge) const {
    return of({&edge.source.role, &edge.target.role});
  }
  template <class Packet>
  [[nodiscard]] std::size_t of_packet(const Packet& packet) const {
    return of({&packet.target.role});
  }

 private:
  [[nodiscard]] std::size_t of(std::initializer_list<const std::string*> roles) const {
    for (const std::string* role : roles) {
      if (const auto found = indexes_.find(*role); found != indexes_.end()) return found->second;
    }
    return 0;
  }

  std::unordered_map<std::string_view, std::size_t> indexes_;
};

template <class Edges, class Packets>
void keep_owned(const Owners& owners, std::size_t index, Edges& edges, Packets& packets) {
  std::erase_if(edges, [&](const auto& edge) { return owners.of_edge(edge) != index; });
  std::erase_if(packets, [&](const auto& packet) { return owners.of_packet(packet) != index; });
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

void keep_of_graph(Declaration& declaration, std::size_t index) {
  if (index != 0) declaration.router = {};
  core::Graph& graph = declaration.graph;
  if (graph.processes.empty()) return;
  const Owners owners(declaration.participants);
  keep_owned(owners, index, declaration.edges, declaration.packets);
  keep_owned(owners, index, graph.connections, graph.packets);
  const bool is_there = index < declaration.participants.size();
  keep_named(graph, is_there ? std::string_view(declaration.participants[index].role) : std::string_view());
}

}  // namespace

void keep_only(Declaration& declaration, std::size_t index) {
  std::vector<core::Participant>& participants = declaration.participants;
  keep_of_graph(declaration, index);
  Renumbering numbers(participants.size(), Renumbering::From::all_dropped);
  std::vector<core::Participant> kept;
  if (index < participants.size()) {
    numbers.keep(index);
    kept.push_back(std::move(participants[index]));
  }
  numbers.apply_to(declaration.examples);
  numbers.apply_to(declaration.echoes);
  numbers.apply_to(declaration.requests);
  participants = std::move(kept);
}

}  // namespace mfp::declaration
