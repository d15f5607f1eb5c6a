#include "bridge/edges/live_edges.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "core/msgflo/announcement.hpp"
#include "core/text/text.hpp"
#include "system/log.hpp"

namespace mfp::bridge {

namespace {

constexpr std::chrono::minutes forget_step{1};
constexpr std::size_t most_roles_told = 5;
constexpr std::chrono::milliseconds shortest_summary_wait{100};
constexpr std::chrono::seconds between_summaries{10};

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
    : loop_(loop),
      publisher_(publisher),
      subscriptions_(subscriptions),
      warnings_(warnings),
      state_folder_(std::move(state_folder)),
      file_(loop, worker),
      packets_(publisher, subscriptions, warnings),
      forget_timer_(loop.timer()),
      summary_timer_(loop.timer()) {}

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
      std::make_unique<core::EdgeTable>(participants, configuration.edges, configuration.sources, directory_,
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
  const bool needed = edge_table_->needs_directory() || configuration_->router.enabled;
  if (!needed || std::exchange(listening_, true)) return;
  (void)publisher_.client().subscribe(std::string(core::discovery_topic), 0, transport::Retained::when_new);
  forget_timer_->set(loop_.now() + forget_step, [this] { forget_silent(); });
}

void LiveEdges::publisher_gone() {
  listening_ = false;
  forget_timer_->cancel();
  packets_.publisher_gone();
}

void LiveEdges::on_announcement(const core::Message& message) {
  auto participant = core::read_announcement(message.payload);
  // Our own come back to us, too.
  if (!participant || edge_table_->is_ours(participant->role)) return;
  const std::string role = participant->role;
  switch (directory_.hear(*std::move(participant), loop_.now())) {
    case core::Directory::Heard::changed:
      participant_changed(role);
      break;
    case core::Directory::Heard::full:
      warnings_.say("more than " + core::with_thousands(core::Directory::most_participants) +
                    " others are announced; edges to the rest cannot be made");
      break;
    case core::Directory::Heard::unchanged:
    case core::Directory::Heard::not_understood:
      break;
  }
}

void LiveEdges::participant_changed(const std::string& role) {
  const std::size_t waited = edge_table_->waiting_edges();
  edge_table_->participant_changed(role);
  subscriptions_.keep_ports(edge_table_->known_ports());
  apply_change();
  say_warnings();
  if (edge_table_->waiting_edges() != waited) tell_summary_soon();
  packets_.look_again();
}

void LiveEdges::tell_summary_soon() {
  // Who comes and goes all the time is no news.
  if (std::exchange(summary_due_, true)) return;
  const auto when = std::max(loop_.now() + shortest_summary_wait, summary_told_ + between_summaries);
  summary_timer_->set(when, [this] {
    summary_due_ = false;
    summary_told_ = loop_.now();
    if (const std::string text = summary(); !text.empty()) spdlog::info("{}", text);
  });
}

void LiveEdges::forget_silent() {
  for (const std::string& role : directory_.forget_silent(loop_.now())) {
    spdlog::debug("{} has been silent for ten minutes", core::printable(role));
    packets_.forgotten(role);
  }
  forget_timer_->set(loop_.now() + forget_step, [this] { forget_silent(); });
}

void LiveEdges::say_warnings() {
  for (const std::string& warning : edge_table_->take_warnings()) warnings_.say(warning);
}

std::string LiveEdges::summary() const {
  const std::size_t edges = edge_table_->edges().size() + edge_table_->bindings();
  if (edges == 0) return {};
  std::string text = core::counted(edges, "edge");
  const std::size_t waiting = edge_table_->waiting_edges();
  if (waiting == 0) return text;
  text += "; " + core::with_thousands(waiting) + (waiting == 1 ? " waits for " : " wait for ");
  const auto roles = edge_table_->waiting();
  std::size_t told = 0;
  for (const auto& [role, count] : roles) {
    if (told == most_roles_told) break;
    text += (told++ == 0 ? "" : ", ") + core::printable(role);
  }
  if (roles.size() > told) text += " and " + core::with_thousands(roles.size() - told) + " more";
  return text;
}

}  // namespace mfp::bridge
