#include "declaration/set/cycle_check.hpp"

#include <algorithm>
#include <cstddef>
#include <unordered_set>
#include <utility>

#include "core/graph/cycle.hpp"
#include "core/model/relay.hpp"
#include "core/text/text.hpp"

namespace mfp::declaration {

namespace {

class CycleCheck {
 public:
  CycleCheck(core::Configuration& configuration, const std::vector<KnownEdge>& edges,
             std::vector<core::Diagnostic>& problems)
      : configuration_(configuration), edges_(edges), problems_(problems) {
    core::for_each_relay(configuration.participants, [this](const core::Relay& relay) { relays_.push_back(relay); });
  }

  /// Gives the roles whose relays are refused.
  std::unordered_set<std::string> run() {
    std::vector<core::Hop> hops;
    hops.reserve(relays_.size() + edges_.size());
    for (const core::Relay& relay : relays_) hops.push_back({relay.source(), relay.target()});
    for (const KnownEdge& edge : edges_) hops.push_back({edge.source->queue, edge.target->queue});
    for (core::Cycle& cycle : core::find_cycles(hops)) refuse(cycle);
    leave_out_refused();
    return std::move(roles_);
  }

 private:
  void refuse(core::Cycle& cycle) {
    const auto is_edge = [&](std::uint32_t hop) { return hop >= relays_.size(); };
    const auto edge = std::find_if(cycle.begin(), cycle.end(), is_edge);
    if (edge == cycle.end()) return refuse_relays(cycle);
    std::rotate(cycle.begin(), edge, cycle.end());
    const KnownEdge& first = edges_[cycle.front() - relays_.size()];
    refused_.insert(first.index);
    say(place_of(first.written, configuration_.sources),
        "this edge feeds messages back to where they came from: " + path(cycle) +
            "; leave it out, or give one of the ports another topic or queue");
  }

  void leave_out_refused() {
    if (refused_.empty()) return;
    const core::Edge* first = configuration_.edges.data();
    std::erase_if(configuration_.edges,
                  [&](const core::Edge& edge) { return refused_.contains(static_cast<std::size_t>(&edge - first)); });
  }

  void refuse_relays(const core::Cycle& cycle) {
    const core::Relay& first = relays_[cycle.front()];
    const auto length = static_cast<std::uint32_t>(core::count_characters(first.port->id));
    const core::Mark mark = first.port->mark;
    say({configuration_.sources[first.participant->file], mark.line, mark.column, std::max(length, 1U)},
        "these relays feed each other without end: " + path(cycle) + "; give one of them another topic or queue");
    roles_.insert(first.participant->role);
  }

  void say(core::Place place, std::string message) {
    problems_.push_back({core::Severity::error, std::move(place), std::move(message), {}});
  }

  [[nodiscard]] std::string path(const core::Cycle& cycle) const {
    std::vector<core::NamedHop> shown;
    for (std::size_t i = 0; i < std::min(cycle.size(), core::most_hops_shown); ++i) shown.push_back(named(cycle[i]));
    return core::cycle_path(shown, cycle.size());
  }

  [[nodiscard]] core::NamedHop named(std::uint32_t hop) const {
    if (hop < relays_.size()) {
      const core::Relay& relay = relays_[hop];
      const std::string name = core::port_name(*relay.participant, *relay.port);
      return {name, name, relay.source(), relay.target()};
    }
    const KnownEdge& edge = edges_[hop - relays_.size()];
    return {core::port_name(*edge.source_role, *edge.source), core::port_name(*edge.target_role, *edge.target), {}, {}};
  }

  core::Configuration& configuration_;
  const std::vector<KnownEdge>& edges_;
  std::vector<core::Diagnostic>& problems_;
  std::vector<core::Relay> relays_;
  /// Indexes of the configuration's edges.
  std::unordered_set<std::size_t> refused_;
  std::unordered_set<std::string> roles_;
};

}  // namespace

std::unordered_set<std::string> check_cycles(DeclaredSet& set, const std::vector<KnownEdge>& edges,
                                             std::vector<core::Diagnostic>& problems) {
  return CycleCheck(set.configuration, edges, problems).run();
}

}  // namespace mfp::declaration
