#include "core/routing/edge_table.hpp"

#include <algorithm>
#include <deque>
#include <utility>

#include "core/model/port_search.hpp"

namespace mfp::core {

namespace {

constexpr std::size_t most_steps_shown = 8;

/// `a -> b -> c -> a` for the way from b to a; what is long is cut in the middle.
std::string cycle_text(const std::vector<std::string_view>& way) {
  std::string text(way.back());
  for (std::size_t i = 0; i < way.size(); ++i) {
    if (i < most_steps_shown || i + 1 == way.size()) text.append(" -> ").append(way[i]);
    if (i == most_steps_shown && i + 1 < way.size()) text += " -> …";
  }
  return text;
}

}  // namespace

EdgeTable::EdgeTable(std::span<const Participant> participants, std::vector<Edge> edges,
                     const std::vector<std::string>& files, const Directory& directory, KnownPorts known)
    : edges_(std::move(edges)), files_(files), directory_(directory), known_(std::move(known)) {
  for (const Participant& participant : participants) ours_.emplace(participant.role, &participant);
  for_each_relay(participants, [this](const Relay& relay) { relays_.push_back(relay); });
  for (std::uint32_t i = 0; i < relays_.size(); ++i) {
    relay_index_.insert(relays_[i].source(), i);
    ++paths_to_[std::string(relays_[i].target())];
  }
  resolved_.resize(edges_.size());
  for (std::uint32_t i = 0; i < edges_.size(); ++i) {
    const Edge& edge = edges_[i];
    if (!is_ours(edge.source.role)) edges_by_role_.emplace(edge.source.role, i);
    if (!is_ours(edge.target.role)) edges_by_role_.emplace(edge.target.role, i);
    if (const auto binding = resolve(edge)) attach(i, *binding);
  }
}

const Participant* EdgeTable::find_participant(std::string_view role) const {
  if (const auto our = ours_.find(role); our != ours_.end()) return our->second;
  const Directory::Entry* entry = directory_.find(role);
  return entry == nullptr ? nullptr : &entry->participant;
}

std::optional<std::string> EdgeTable::queue_of(const PortName& port, Direction direction) const {
  const Participant* participant = find_participant(port.role);
  const Port* found = participant == nullptr ? nullptr : find_port(participant->ports(direction), port);
  return found == nullptr ? std::nullopt : std::optional(found->queue);
}

std::optional<std::string> EdgeTable::resolve_end(const PortName& port, Direction direction) {
  auto queue = queue_of(port, direction);
  if (is_ours(port.role)) return queue;
  if (find_participant(port.role) != nullptr) {
    queue ? (void)known_.insert_or_assign({port, direction}, *queue) : (void)known_.erase({port, direction});
    return queue;
  }
  // Who is silent may come back, so its edges stay.
  const auto last = known_.find({port, direction});
  return last == known_.end() ? std::nullopt : std::optional(last->second);
}

std::optional<Binding> EdgeTable::resolve(const Edge& edge) {
  auto source = resolve_end(edge.source, Direction::out);
  auto target = resolve_end(edge.target, Direction::in);
  if (!source || !target) return std::nullopt;
  return Binding{*std::move(source), *std::move(target)};
}

void EdgeTable::participant_changed(const std::string& role) {
  const auto [first, last] = edges_by_role_.equal_range(role);
  for (auto entry = first; entry != last; ++entry) {
    const std::uint32_t edge = entry->second;
    const auto binding = resolve(edges_[edge]);
    if (binding == resolved_[edge]) continue;
    detach(edge);
    if (binding) attach(edge, *binding);
  }
}

void EdgeTable::attach(std::uint32_t edge, const Binding& binding) {
  resolved_[edge] = binding;
  const auto [entry, is_new] = entries_.try_emplace(binding);
  entry->second.edges.push_back(edge);
  if (!is_new) return;
  put_in_force(binding, entry->second);
  if (!entry->second.refusal.empty()) {
    warnings_.push_back(name_of(binding, entry->second) + " (" + place_text(edges_[edge].at) +
                        ") is left out: " + entry->second.refusal);
  }
}

void EdgeTable::detach(std::uint32_t edge) {
  if (!resolved_[edge]) return;
  const Binding binding = *std::exchange(resolved_[edge], std::nullopt);
  std::erase(entries_.at(binding).edges, edge);
  drop_if_unwanted(binding);
}

Result<void> EdgeTable::bind(const Binding& binding) {
  const auto [entry, is_new] = entries_.try_emplace(binding);
  if (is_new) put_in_force(binding, entry->second);
  if (!entry->second.refusal.empty() && !entry->second.bound) {
    std::string refusal = entry->second.refusal;
    drop_if_unwanted(binding);
    return fail(std::move(refusal));
  }
  if (!std::exchange(entry->second.bound, true)) ++bindings_;
  return {};
}

void EdgeTable::bind_again(const Binding& binding) {
  const auto [entry, is_new] = entries_.try_emplace(binding);
  if (!std::exchange(entry->second.bound, true)) ++bindings_;
  if (!is_new) return;
  put_in_force(binding, entry->second);
  if (!entry->second.refusal.empty()) {
    warnings_.push_back("the binding " + name_of(binding, entry->second) + " is left out: " + entry->second.refusal);
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
  drop_if_unwanted(binding);
  return {};
}

void EdgeTable::put_in_force(const Binding& binding, Entry& entry) {
  entry.refusal.clear();
  refused_.erase(binding);
  if (is_relayed(binding)) return;
  if (const auto back = way(binding.target, binding.source); !back.empty()) {
    entry.refusal = "it would feed its own source: " + cycle_text(back);
    refused_.insert(binding);
    return;
  }
  // Both were topics when they were declared, announced or asked for.
  entry.route =
      edge_route(name_of(binding, entry), *TopicName::parse(binding.source), *TopicName::parse(binding.target));
  ++paths_to_[binding.target];
  change_.added.push_back(entry.route);
}

void EdgeTable::drop_if_unwanted(const Binding& binding) {
  const auto entry = entries_.find(binding);
  if (entry->second.bound || !entry->second.edges.empty()) return;
  const bool was_in_force = entry->second.route != nullptr;
  take_out(entry->second);
  refused_.erase(binding);
  entries_.erase(entry);
  if (was_in_force) try_refused();
}

void EdgeTable::take_out(Entry& entry) {
  if (!entry.route) return;
  // What came and goes between two looks never was.
  if (std::erase(change_.added, entry.route) == 0) change_.removed.push_back(entry.route);
  const auto ways = paths_to_.find(entry.route->target.text());
  if (--ways->second == 0) paths_to_.erase(ways);
  entry.route = nullptr;
}

void EdgeTable::try_refused() {
  for (const Binding& binding : std::set<Binding>(refused_)) put_in_force(binding, entries_.at(binding));
}

bool EdgeTable::is_relayed(const Binding& binding) const {
  bool relayed = false;
  relay_index_.for_each_match(binding.source, [&](std::uint32_t i) {
    relayed |= relays_[i].target() == binding.target && !relays_[i].port->conversion;
  });
  return relayed;
}

std::vector<std::string_view> EdgeTable::topics_after(std::string_view topic) const {
  std::vector<std::string_view> topics;
  relay_index_.for_each_match(topic, [&](std::uint32_t i) { topics.push_back(relays_[i].target()); });
  for (auto entry = entries_.lower_bound({std::string(topic), {}});
       entry != entries_.end() && entry->first.source == topic; ++entry) {
    if (entry->second.route) topics.push_back(entry->first.target);
  }
  return topics;
}

std::vector<std::string_view> EdgeTable::way(std::string_view from, std::string_view to) const {
  // Most edges begin where nothing leads to.
  if (from != to && !paths_to_.contains(std::string(to))) return {};
  // Each topic with the one before it, by breadth, so that the way is a shortest one.
  std::unordered_map<std::string_view, std::string_view> before{{from, {}}};
  std::deque<std::string_view> rest{from};
  while (!rest.empty() && !before.contains(to)) {
    const std::string_view topic = rest.front();
    rest.pop_front();
    for (const std::string_view next : topics_after(topic)) {
      if (before.emplace(next, topic).second) rest.push_back(next);
    }
  }
  std::vector<std::string_view> topics;
  if (!before.contains(to)) return topics;
  for (std::string_view topic = to; topic != from; topic = before.at(topic)) topics.push_back(topic);
  topics.push_back(from);
  std::reverse(topics.begin(), topics.end());
  return topics;
}

std::string EdgeTable::name_of(const Binding& binding, const Entry& entry) const {
  if (entry.edges.empty()) return binding.source + " -> " + binding.target;
  const Edge& edge = edges_[entry.edges.front()];
  return to_text(edge.source) + " -> " + to_text(edge.target);
}

std::string EdgeTable::place_text(const DeclaredAt& at) const {
  return files_[at.file] + ':' + std::to_string(at.mark.line);
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
