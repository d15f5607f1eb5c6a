#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/graph/cycle_search.hpp"
#include "core/model/edge.hpp"
#include "core/model/participant.hpp"
#include "core/model/relay.hpp"
#include "core/mqtt/filter_index.hpp"
#include "core/msgflo/binding.hpp"
#include "core/routing/queue_lookup.hpp"
#include "core/routing/route.hpp"

namespace mfp::core {

/// The edges of the graph: those that files declare by the names of ports, and those that were bound while the program
/// runs. Finds their queues, in the declaration or in what others announce; leaves out what is there already and what
/// would feed a message back to where it came from; and says which routes come and go. Pure.
class EdgeTable {
 public:
  /// One way between two queues, whoever wants it.
  struct Entry {
    /// Indices into the declared edges.
    std::vector<std::uint32_t> edges;
    /// Wanted by a request.
    bool bound = false;
    /// Null where a relay does the same already, and where `refusal` says why it is left out.
    RoutePtr route;
    std::string refusal;
  };
  using Entries = std::map<Binding, Entry>;

  /// Routes that came and went since the last time.
  struct Change {
    std::vector<RoutePtr> removed;
    std::vector<RoutePtr> added;
  };

  /// `participants`, `files` (by index of DeclaredAt) and `directory` must outlive it. Edges to ports that nobody
  /// announces at present go to their queues in `known`: those who are silent may come back.
  EdgeTable(std::span<const Participant> participants, std::vector<Edge> edges, const std::vector<std::string>& files,
            const Directory& directory, KnownPorts known);

  /// Errors: a cycle, with its path. Bound already is no error.
  Result<void> bind(const Binding& binding);
  /// The same for all that were bound once: those that would close a cycle now, with what is in force or with earlier
  /// ones, are kept, and left out. Cost: O(n log n), of which the search for cycles is O(n); see CycleSearch.
  void bind_again(std::span<const Binding> bindings);
  /// Errors: nobody bound it; a file declares it.
  Result<void> unbind(const Binding& binding);
  /// The directory heard something new of a participant.
  void participant_changed(const std::string& role);

  [[nodiscard]] Change take_change();
  /// What a person should know since the last time: edges that are left out.
  [[nodiscard]] std::vector<std::string> take_warnings();

  [[nodiscard]] const Entries& entries() const { return entries_; }
  [[nodiscard]] const std::vector<Edge>& edges() const { return edges_; }
  /// How many are bound by requests.
  [[nodiscard]] std::size_t bindings() const { return bindings_; }
  [[nodiscard]] std::vector<RoutePtr> routes() const;
  [[nodiscard]] std::size_t waiting_edges() const;
  /// How many edges wait, by the roles that they wait for.
  [[nodiscard]] std::map<std::string, std::size_t> waiting() const;
  /// Whether an edge needs to know who else is announced.
  [[nodiscard]] bool needs_directory() const { return !edges_by_role_.empty(); }
  /// Of ports of others: where they are, or were last.
  [[nodiscard]] const KnownPorts& known_ports() const { return queues_.known_ports(); }
  [[nodiscard]] bool is_ours(std::string_view role) const { return queues_.is_ours(role); }

  /// Nothing when nobody announces the port.
  [[nodiscard]] std::optional<std::string> queue_of(const PortName& port, Direction direction) const {
    return queues_.announced(port, direction);
  }
  /// `devices.yaml:12`.
  [[nodiscard]] std::string place_text(const DeclaredAt& at) const;

 private:
  [[nodiscard]] std::optional<Binding> resolve(const Edge& edge);
  using Wanted = std::vector<Entries::value_type*>;

  void attach(std::span<const std::uint32_t> edges);
  /// Both give whether a route went.
  bool detach(std::uint32_t edge);
  bool drop_if_unwanted(const Binding& binding);
  /// In their order; those that close a cycle get a refusal instead of a route.
  void put_in_force(Wanted wanted);
  void take_out(Entry& entry);
  void refuse(Entries::value_type& wanted, const HopCycle& cycle);
  void try_refused();
  [[nodiscard]] bool is_relayed(const Binding& binding) const;
  [[nodiscard]] std::vector<ClosedCycle> closed_cycles(const Wanted& candidates) const;
  void lead_to(const std::string& topic) { ++paths_to_[topic]; }
  void no_longer_lead_to(const std::string& topic);
  [[nodiscard]] std::string name_of(const Binding& binding, const Entry& entry) const;

  std::vector<Edge> edges_;
  const std::vector<std::string>& files_;
  QueueLookup queues_;
  std::vector<Relay> relays_;
  FilterIndex relay_index_;
  /// How many relays and entries lead to a topic, those in force and those that are just being checked.
  std::unordered_map<std::string, std::uint32_t> paths_to_;
  /// By edge: where it goes at present.
  std::vector<std::optional<Binding>> resolved_;
  /// Edges with a port of somebody else, by role.
  std::unordered_multimap<std::string, std::uint32_t> edges_by_role_;
  Entries entries_;
  std::set<Binding> refused_;
  std::size_t bindings_ = 0;
  Change change_;
  std::vector<std::string> warnings_;
};

}  // namespace mfp::core
