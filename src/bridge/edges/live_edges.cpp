#include "bridge/edges/live_edges.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "core/msgflo/announcement.hpp"
#include "core/text/text.hpp"
#include "system/log.hpp"

namespace mfp::bridge {

namespace {

/// The filters that routes come to or go from, with all their routes afterwards.
core::NextRoutes next_routes(const Subscriptions& subscriptions, const core::EdgeTable::Change& change) {
  core::NextRoutes next;
  const auto routes_of = [&](const core::RoutePtr& route) -> std::vector<core::RoutePtr>& {
    const std::string& filter = route->source.text();
    const auto [entry, is_new] = next.try_emplace(filter);
    if (is_new) entry->second = subscriptions.wanted_routes(filter);
    return entry->second;
  };
  for (const core::RoutePtr& removed : change.removed) {
    std::vector<core::RoutePtr>& routes = routes_of(removed);
    const auto known = std::find_if(routes.begin(), routes.end(),
                                    [&](const core::RoutePtr& route) { return core::same_route(*route, *removed); });
    if (known != routes.end()) routes.erase(known);
  }
  for (const core::RoutePtr& added : change.added) routes_of(added).push_back(added);
  return next;
}

std::vector<core::Binding> bindings_of(const core::EdgeTable& edge_table) {
  std::vector<core::Binding> bindings;
  bindings.reserve(edge_table.bindings());
  for (const auto& [binding, entry] : edge_table.entries()) {
    if (entry.bound) bindings.push_back(binding);
  }
  return bindings;
}

}  // namespace

LiveEdges::LiveEdges(system::EventLoop& loop, Connection& publisher, Subscriptions& subscriptions,
                     system::Warnings& warnings, system::Worker& worker, std::string state_folder)
    : publisher_(publisher),
      subscriptions_(subscriptions),
      warnings_(warnings),
      state_folder_(std::move(state_folder)),
      file_(loop, worker),
      packets_(publisher, subscriptions, warnings),
      strangers_(
          loop, publisher, warnings, [this](const std::string& role) { participant_changed(role); },
          [this](const std::string& role) { packets_.forgotten(role); }),
      edge_log_(loop, [this] { return summary(); }) {}

RunEnd LiveEdges::open(const core::RouterSettings& router) {
  if (!router.enabled) return {};
  if (!file_.open(state_folder_ + "/bindings-" + router.instance + ".json")) {
    return {RunEnd::Kind::router_taken, "another process keeps the bindings of the router '" + router.instance +
                                            "'; stop it, or give one of the two another instance under router"};
  }
  const auto kept = file_.load();
  if (!kept) return {RunEnd::Kind::state_unreadable, kept.error().message};
  for (const std::string& warning : kept->warnings) warnings_.say(warning);
  edge_table_->bind_again(kept->bindings);
  apply_change();
  say_warnings();
  return {};
}

void LiveEdges::configure(const core::Configuration& configuration) {
  const bool has_graph =
      configuration.router.enabled || !configuration.edges.empty() || !configuration.initial_packets.empty();
  // Where there is no graph, a hundred thousand participants need not be indexed for it.
  const std::span<const core::Participant> participants(configuration.participants.data(),
                                                        has_graph ? configuration.participants.size() : 0);
  auto edge_table =
      std::make_unique<core::EdgeTable>(participants, configuration.edges, configuration.sources, directory(),
                                        edge_table_ ? edge_table_->known_ports() : subscriptions_.known_ports());
  if (edge_table_) edge_table->bind_again(bindings_of(*edge_table_));
  packets_.configure(configuration.initial_packets);
  configuration_ = &configuration;
  edge_table_ = std::move(edge_table);
  (void)edge_table_->take_change();
  subscriptions_.keep_ports(edge_table_->known_ports());
  std::vector<core::RoutePtr> wanted = core::routes_of(configuration.participants);
  std::vector<core::RoutePtr> edges = edge_table_->routes();
  wanted.insert(wanted.end(), edges.begin(), edges.end());
  subscriptions_.change_to(wanted);
  say_warnings();
  if (publisher_.up()) publisher_connected();
}

core::Result<LiveEdges::Receipt> LiveEdges::bind(const core::Binding& binding) {
  const auto& entries = edge_table_->entries();
  const auto known = entries.find(binding);
  if (known != entries.end() && known->second.bound) return Receipt{0, file_.asked()};
  const std::uint32_t most = configuration_->router.most_bindings;
  if (edge_table_->bindings() >= most) {
    return core::fail("there are " + core::with_thousands(most) +
                      " bindings already; most_bindings under router allows no more");
  }
  if (auto bound = edge_table_->bind(binding); !bound) return tl::unexpected(bound.error());
  spdlog::debug("bound {} -> {}", core::printable(binding.source), core::printable(binding.target));
  const std::uint64_t change = apply_change();
  return Receipt{change, save()};
}

core::Result<LiveEdges::Receipt> LiveEdges::unbind(const core::Binding& binding) {
  if (auto unbound = edge_table_->unbind(binding); !unbound) return tl::unexpected(unbound.error());
  const std::uint64_t change = apply_change();
  return Receipt{change, save()};
}

std::uint64_t LiveEdges::apply_change() {
  return subscriptions_.change(next_routes(subscriptions_, edge_table_->take_change()));
}

std::uint64_t LiveEdges::save() {
  file_.save([this] { return bindings_of(*edge_table_); },
             [this] {
               if (!file_.problem().empty()) warnings_.say("the bindings cannot be kept: " + file_.problem());
               if (saved_) saved_();
             });
  return file_.asked();
}

void LiveEdges::publisher_connected() {
  if (edge_table_->needs_directory() || configuration_->router.enabled) strangers_.listen();
}

void LiveEdges::publisher_gone() {
  strangers_.publisher_gone();
  packets_.publisher_gone();
}

void LiveEdges::on_announcement(const core::Message& message) {
  auto participant = core::read_announcement(message.payload);
  // Our own come back to us, too.
  if (participant && !edge_table_->is_ours(participant->role)) strangers_.hear(*std::move(participant));
}

void LiveEdges::participant_changed(const std::string& role) {
  const std::size_t waited = edge_table_->waiting_edges();
  edge_table_->participant_changed(role);
  subscriptions_.keep_ports(edge_table_->known_ports());
  apply_change();
  say_warnings();
  if (edge_table_->waiting_edges() != waited) edge_log_.tell_soon();
  packets_.look_again();
}

void LiveEdges::say_warnings() {
  for (const std::string& warning : edge_table_->take_warnings()) warnings_.say(warning);
}

}  // namespace mfp::bridge
