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
  CycleCheck(ParticipantSet& set, const std::vector<KnownEdge>& edges, const std::vector<std::string>& files,
             std::vector<core::Diagnostic>& problems)
      : set_(set), edges_(edges), files_(files), problems_(problems) {
    core::for_each_relay(set.participants, [this](const core::Relay& relay) { relays_.push_back(relay); });
  }

  void run() {
    std::vector<core::Hop> hops;
    hops.reserve(relays_.size() + edges_.size());
    for (const core::Relay& relay : relays_) hops.push_back({relay.source(), relay.target()});
    for (const KnownEdge& edge : edges_) hops.push_back({edge.source->queue, edge.target->queue});
    for (core::Cycle& cycle : core::find_cycles(hops)) refuse(cycle);
    leave_out_refused();
  }

 private:
  void refuse(core::Cycle& cycle) {
    const auto is_edge = [&](std::uint32_t hop) { return hop >= relays_.size(); };
    const auto edge = std::find_if(cycle.begin(), cycle.end(), is_edge);
    if (edge == cycle.end()) return refuse_relays(cycle);
    std::rotate(cycle.begin(), edge, cycle.end());
    const KnownEdge& first = edges_[cycle.front() - relays_.size()];
    refused_.insert(first.index);
    say(place_of(first.written, files_), "this edge feeds messages back to where they came from: " + path(cycle) +
                                             "; leave it out, or give one of the ports another topic or queue");
  }

  void leave_out_refused() {
    if (refused_.empty()) return;
    const core::Edge* first = set_.edges.data();
    std::erase_if(set_.edges,
                  [&](const core::Edge& edge) { return refused_.contains(static_cast<std::size_t>(&edge - first)); });
  }

  void refuse_relays(const core::Cycle& cycle) {
    const core::Relay& first = relays_[cycle.front()];
    const auto length = static_cast<std::uint32_t>(core::count_characters(first.port->id));
    const core::Mark mark = first.port->mark;
    say({files_[first.participant->file], mark.line, mark.column, std::max(length, 1U)},
        "these relays feed each other without end: " + path(cycle) + "; give one of them another topic or queue");
    set_.faulty.push_back(static_cast<std::size_t>(first.participant - set_.participants.data()));
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

  ParticipantSet& set_;
  const std::vector<KnownEdge>& edges_;
  const std::vector<std::string>& files_;
  std::vector<core::Diagnostic>& problems_;
  std::vector<core::Relay> relays_;
  /// Indexes of the set's edges.
  std::unordered_set<std::size_t> refused_;
};

}  // namespace

void check_cycles(ParticipantSet& set, const std::vector<KnownEdge>& edges, const std::vector<std::string>& files,
                  std::vector<core::Diagnostic>& problems) {
  CycleCheck(set, edges, files, problems).run();
}

}  // namespace mfp::declaration
