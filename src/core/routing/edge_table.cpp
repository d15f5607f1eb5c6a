#include "core/routing/edge_table.hpp"

#include <algorithm>
#include <utility>

#include "core/text/diagnostic.hpp"

namespace mfp::core {

namespace {

constexpr std::size_t most_steps_shown = 8;

/// `a -> b -> c -> a` for the hops to b, c and a; what is long is cut in the middle.
std::string cycle_text(const HopCycle& cycle) {
  std::string text(cycle.back().target);
  for (std::size_t i = 0; i < cycle.size(); ++i) {
    if (i < most_steps_shown || i + 1 == cycle.size()) text.append(" -> ").append(cycle[i].target);
    if (i == most_steps_shown && i + 1 < cycle.size()) text += " -> …";
  }
  return text;
}

}  // namespace

EdgeTable::EdgeTable(std::span<const Participant> participants, std::vector<Edge> edges,
                     const std::vector<std::string>& files, const Directory& directory, KnownPorts known)
    : edges_(std::move(edges)), files_(files), queues_(participants, directory, std::move(known)) {
  for_each_relay(participants, [this](const Relay& relay) { relays_.push_back(relay); });
  for (std::uint32_t i = 0; i < relays_.size(); ++i) {
    relay_index_.insert(relays_[i].source(), i);
    lead_to(std::string(relays_[i].target()));
  }
  resolved_.resize(edges_.size());
  std::vector<std::uint32_t> all;
  all.reserve(edges_.size());
  for (std::uint32_t i = 0; i < edges_.size(); ++i) {
    const Edge& edge = edges_[i];
    if (!is_ours(edge.source.role)) edges_by_role_.emplace(edge.source.role, i);
    if (!is_ours(edge.target.role)) edges_by_role_.emplace(edge.target.role, i);
    resolved_[i] = resolve(edge);
    all.push_back(i);
  }
  attach(all);
}

std::optional<Binding> EdgeTable::resolve(const Edge& edge) {
  auto source = queues_.resolve(edge.source, Direction::out);
  auto target = queues_.resolve(edge.target, Direction::in);
  if (!source || !target) return std::nullopt;
  return Binding{*std::move(source), *std::move(target)};
}

void EdgeTable::participant_changed(const std::string& role) {
  std::vector<std::uint32_t> moved;
  bool some_went = false;
  const auto [first, last] = edges_by_role_.equal_range(role);
  for (auto entry = first; entry != last; ++entry) {
    const std::uint32_t edge = entry->second;
    auto binding = resolve(edges_[edge]);
    if (binding == resolved_[edge]) continue;
    some_went |= detach(edge);
    resolved_[edge] = std::move(binding);
    moved.push_back(edge);
  }
  if (some_went) try_refused();
  attach(moved);
}

void EdgeTable::attach(std::span<const std::uint32_t> edges) {
  Wanted fresh;
  for (const std::uint32_t edge : edges) {
    if (!resolved_[edge]) continue;
    const auto [entry, is_new] = entries_.try_emplace(*resolved_[edge]);
    entry->second.edges.push_back(edge);
    if (is_new) fresh.push_back(&*entry);
  }
  put_in_force(fresh);
  for (const Entries::value_type* one : fresh) {
    const auto& [binding, entry] = *one;
    if (entry.refusal.empty()) continue;
    warnings_.push_back(name_of(binding, entry) + " (" + place_text(edges_[entry.edges.front()].at) +
                        ") is left out: " + entry.refusal);
  }
}

bool EdgeTable::detach(std::uint32_t edge) {
  if (!resolved_[edge]) return false;
  const Binding binding = *std::exchange(resolved_[edge], std::nullopt);
  std::erase(entries_.at(binding).edges, edge);
  return drop_if_unwanted(binding);
}

Result<void> EdgeTable::bind(const Binding& binding) {
  const auto [entry, is_new] = entries_.try_emplace(binding);
  if (is_new) put_in_force({&*entry});
  if (!entry->second.refusal.empty() && !entry->second.bound) {
    std::string refusal = entry->second.refusal;
    (void)drop_if_unwanted(binding);
    return fail(std::move(refusal));
  }
  if (!std::exchange(entry->second.bound, true)) ++bindings_;
  return {};
}

void EdgeTable::bind_again(std::span<const Binding> bindings) {
  Wanted fresh;
  for (const Binding& binding : bindings) {
    const auto [entry, is_new] = entries_.try_emplace(binding);
    if (!std::exchange(entry->second.bound, true)) ++bindings_;
    if (is_new) fresh.push_back(&*entry);
  }
  put_in_force(fresh);
  for (const Entries::value_type* one : fresh) {
    const auto& [binding, entry] = *one;
    if (entry.refusal.empty()) continue;
    warnings_.push_back("the binding " + name_of(binding, entry) + " is left out: " + entry.refusal);
  }
}

Result<void> EdgeTable::unbind(const Binding& binding) {
  const auto entry = entries_.find(binding);
  if (entry == entries_.end()) return fail(binding.source + " is not bound to " + binding.target);
  if (!entry->second.bound) {
    return fail(binding.source + " -> " + binding.target + " is declared in " +
                place_text(edges_[entry->second.edges.front()].at) + "; take it out there");
  }
  entry->second.bound = false;
  --bindings_;
  if (drop_if_unwanted(binding)) try_refused();
  return {};
}

void EdgeTable::put_in_force(Wanted wanted) {
  std::erase_if(wanted, [&](Entries::value_type* one) {
    one->second.refusal.clear();
    refused_.erase(one->first);
    // Two ports of one queue are connected already. Nobody binds a queue to itself but by mistake.
    const bool is_one_queue = one->first.source == one->first.target && !one->second.edges.empty();
    return is_one_queue || is_relayed(one->first);
  });
  for (const Entries::value_type* one : wanted) lead_to(one->first.target);
  for (const ClosedCycle& closed : closed_cycles(wanted)) refuse(*wanted[closed.hop], closed.cycle);
  for (Entries::value_type* one : wanted) {
    auto& [binding, entry] = *one;
    if (!entry.refusal.empty()) continue;
    // Both were topics when they were declared, announced or asked for.
    entry.route =
        edge_route(name_of(binding, entry), *TopicName::parse(binding.source), *TopicName::parse(binding.target));
    change_.added.push_back(entry.route);
  }
}

void EdgeTable::refuse(Entries::value_type& wanted, const HopCycle& cycle) {
  wanted.second.refusal = "it would feed its own source: " + cycle_text(cycle);
  refused_.insert(wanted.first);
  no_longer_lead_to(wanted.first.target);
}

bool EdgeTable::drop_if_unwanted(const Binding& binding) {
  const auto entry = entries_.find(binding);
  if (entry->second.bound || !entry->second.edges.empty()) return false;
  const bool was_in_force = entry->second.route != nullptr;
  take_out(entry->second);
  refused_.erase(binding);
  entries_.erase(entry);
  return was_in_force;
}

void EdgeTable::take_out(Entry& entry) {
  if (!entry.route) return;
  // What came and goes between two looks never was.
  if (std::erase(change_.added, entry.route) == 0) change_.removed.push_back(entry.route);
  no_longer_lead_to(entry.route->target.text());
  entry.route = nullptr;
}

void EdgeTable::no_longer_lead_to(const std::string& topic) {
  const auto paths = paths_to_.find(topic);
  if (--paths->second == 0) paths_to_.erase(paths);
}

void EdgeTable::try_refused() {
  Wanted again;
  for (const Binding& binding : refused_) again.push_back(&*entries_.find(binding));
  put_in_force(std::move(again));
}

bool EdgeTable::is_relayed(const Binding& binding) const {
  bool relayed = false;
  relay_index_.for_each_match(binding.source, [&](std::uint32_t i) {
    relayed |= relays_[i].target() == binding.target && !relays_[i].port->conversion;
  });
  return relayed;
}

std::vector<ClosedCycle> EdgeTable::closed_cycles(const Wanted& candidates) const {
  constexpr std::uint32_t in_force = UINT32_MAX;
  std::vector<NumberedHop> starts;
  std::unordered_map<const Entry*, std::uint32_t> numbers;
  for (std::uint32_t i = 0; i < candidates.size(); ++i) {
    const auto& [binding, entry] = *candidates[i];
    numbers.emplace(&entry, i);
    // Most edges begin where nothing leads to, and cannot be part of a cycle.
    if (paths_to_.contains(binding.source)) starts.push_back({i, binding.target});
  }
  const CycleSearch search(starts, [&](std::string_view topic, const VisitHop& visit) {
    relay_index_.for_each_match(topic, [&](std::uint32_t i) { visit({in_force, relays_[i].target()}); });
    for (auto entry = entries_.lower_bound({std::string(topic), {}});
         entry != entries_.end() && entry->first.source == topic; ++entry) {
      const auto number = numbers.find(&entry->second);
      const bool is_candidate = number != numbers.end();
      if (is_candidate || entry->second.route) visit({is_candidate ? number->second : in_force, entry->first.target});
    }
  });
  return search.closing_hops(static_cast<std::uint32_t>(candidates.size()));
}

std::string EdgeTable::name_of(const Binding& binding, const Entry& entry) const {
  if (entry.edges.empty()) return binding.source + " -> " + binding.target;
  const Edge& edge = edges_[entry.edges.front()];
  return to_text(edge.source) + " -> " + to_text(edge.target);
}

std::string EdgeTable::place_text(const DeclaredAt& at) const {
  return core::place_text({files_[at.file], at.mark.line});
}

EdgeTable::Change EdgeTable::take_change() { return std::exchange(change_, {}); }

std::vector<std::string> EdgeTable::take_warnings() { return std::exchange(warnings_, {}); }

std::vector<RoutePtr> EdgeTable::routes() const {
  std::vector<RoutePtr> routes;
  for (const auto& [binding, entry] : entries_) {
    if (entry.route) routes.push_back(entry.route);
  }
  return routes;
}

std::size_t EdgeTable::waiting_edges() const {
  return static_cast<std::size_t>(std::count(resolved_.begin(), resolved_.end(), std::nullopt));
}

std::map<std::string, std::size_t> EdgeTable::waiting() const {
  std::map<std::string, std::size_t> roles;
  for (std::size_t i = 0; i < edges_.size(); ++i) {
    if (resolved_[i]) continue;
    const Edge& edge = edges_[i];
    const std::string& missing = queue_of(edge.source, Direction::out) ? edge.target.role : edge.source.role;
    ++roles[missing];
  }
  return roles;
}

}  // namespace mfp::core
