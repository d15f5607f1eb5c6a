#include "bridge/relay/subscriptions.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "system/log.hpp"

namespace mfp::bridge {

namespace {

/// Packet identifiers have 16 bits, and publishers share them with nobody here; far from that, the broker keeps up.
constexpr std::size_t most_unanswered = 1000;
constexpr std::size_t most_refusals = 1000;

}  // namespace

Subscriptions::Subscriptions(system::EventLoop& loop, core::RouteTable& table, Connection& subscriber,
                             SessionMemory& memory, system::Warnings& warnings)
    : table_(table),
      subscriber_(subscriber),
      memory_(memory),
      warnings_(warnings),
      released_(loop, table, subscriber) {}

void Subscriptions::on_connected(transport::SessionState session) {
  on_lost();
  connecting_ = true;
  memory_.add(table_);
  const std::uint64_t change = effective_change_ + 1;
  const bool resumed = session == transport::SessionState::resumed;
  if (!resumed) table_.erase_leaving();
  for (const core::Subscription* subscription : table_.subscriptions()) {
    if (!subscription->released) enqueue({subscription->id, subscription->leaving, change, {}});
  }
  if (resumed) {
    for (const std::string& filter : memory_.obsolete(table_)) {
      spdlog::debug("no longer subscribing to {}", filter);
      enqueue({0, true, change, filter});
    }
  }
  send_waiting();
  note_effective_changes();
}

void Subscriptions::enqueue(Packet packet) {
  ++open_packets_[packet.change];
  waiting_.push_back(std::move(packet));
}

void Subscriptions::send_waiting() {
  while (!waiting_.empty() && unanswered_.size() < most_unanswered) {
    Packet packet = std::move(waiting_.front());
    waiting_.pop_front();
    const Packet copy{packet.id, packet.is_unsubscribe, packet.change, {}};
    if (!send(std::move(packet))) forget(copy);
  }
}

bool Subscriptions::send(Packet packet) {
  const core::Subscription* subscription = table_.find(packet.id);
  if (packet.filter.empty()) {
    // What has become of it since may have made the packet superfluous.
    if (subscription == nullptr || subscription->leaving != packet.is_unsubscribe) return false;
    packet.filter = subscription->filter.text();
  }
  const auto retained = !packet.is_unsubscribe && subscription->carries_state() ? transport::Retained::always
                                                                                : transport::Retained::when_new;
  auto sent = packet.is_unsubscribe ? subscriber_.client().unsubscribe(packet.filter)
                                    : subscriber_.client().subscribe(packet.filter, packet.id, retained);
  if (!sent) {
    warnings_.say("cannot subscribe to " + packet.filter + ": " + sent.error().message);
    return false;
  }
  if (packet.is_unsubscribe) ++letting_go_[packet.id];
  if (packet.id != 0) packet.filter.clear();
  unanswered_.insert_or_assign(*sent, std::move(packet));
  return true;
}

void Subscriptions::on_subscribed(std::uint16_t packet_id, std::uint8_t reason_code) {
  const auto packet = unanswered_.find(packet_id);
  if (packet == unanswered_.end()) return;
  const core::Subscription* subscription = table_.find(packet->second.id);
  if (reason_code >= 128 && subscription != nullptr) {
    std::string refusal = "the broker refuses the subscription to " + subscription->filter.text() + " (reason " +
                          std::to_string(reason_code) + "), so " + subscription->routes.front()->name +
                          " gets nothing; look at the broker's access rules";
    warnings_.say(refusal);
    if (refusals_.size() == most_refusals) refusals_.erase(refusals_.begin());
    refusals_.insert_or_assign(packet->second.change, std::move(refusal));
  }
  answered(packet_id);
}

std::string Subscriptions::refusal(std::uint64_t change) const {
  const auto refusal = refusals_.find(change);
  return refusal == refusals_.end() ? std::string() : refusal->second;
}

void Subscriptions::answered(std::uint16_t packet_id) {
  const auto known = unanswered_.find(packet_id);
  if (known == unanswered_.end()) return;
  const Packet packet = std::move(known->second);
  unanswered_.erase(known);
  if (packet.is_unsubscribe && --letting_go_[packet.id] == 0) {
    letting_go_.erase(packet.id);
    const core::Subscription* subscription = table_.find(packet.id);
    if (subscription != nullptr && subscription->leaving) released_.add(*subscription);
  }
  forget(packet);
  send_waiting();
  if (settled()) std::exchange(connecting_, false) ? memory_.keep_only(table_) : memory_.keep_only_soon(table_);
}

void Subscriptions::forget(const Packet& packet) {
  const auto open = open_packets_.find(packet.change);
  if (--open->second == 0) open_packets_.erase(open);
  go_on_changing();
  note_effective_changes();
}

void Subscriptions::disown(const std::string& topic) {
  if (subscriber_.up()) (void)subscriber_.client().unsubscribe(topic);
}

std::uint64_t Subscriptions::change(const core::NextRoutes& next) {
  for (const auto& [filter, routes] : next) next_.insert_or_assign(filter, routes);
  ++newest_change_;
  go_on_changing();
  note_effective_changes();
  return newest_change_;
}

std::uint64_t Subscriptions::change_to(std::span<const core::RoutePtr> wanted) {
  if (table_.empty() && steps_.empty() && next_.empty() && !subscriber_.up()) {
    // The first ones need no plan, which would take as much memory as they do.
    for (const core::RoutePtr& route : wanted) table_.add(route);
    completed_change_ = planned_change_ = ++newest_change_;
    return newest_change_;
  }
  core::NextRoutes next = core::difference(table_, wanted);
  // A change that is under way would end where it was meant to.
  const auto overrule = [&](const std::string& filter) {
    if (filter.empty() || next.contains(filter)) return;
    const core::Subscription* running = table_.find(filter);
    next[filter] = running == nullptr || running->leaving ? std::vector<core::RoutePtr>{} : running->routes;
  };
  for (const core::ChangeStep& step : steps_) overrule(step.filter);
  for (const auto& [filter, routes] : next_) overrule(filter);
  return change(next);
}

std::vector<core::RoutePtr> Subscriptions::wanted_routes(std::string_view filter) const {
  if (const auto next = next_.find(filter); next != next_.end()) return next->second;
  for (const core::ChangeStep& step : steps_) {
    if (step.filter == filter) return step.routes;
  }
  const core::Subscription* subscription = table_.find(filter);
  return subscription == nullptr || subscription->leaving ? std::vector<core::RoutePtr>{} : subscription->routes;
}

void Subscriptions::go_on_changing() {
  for (;;) {
    while (!steps_.empty()) {
      const bool answered = open_packets_.empty() || open_packets_.begin()->first > planned_change_;
      if (steps_.front().kind == core::ChangeStep::Kind::wait && !answered) return;
      core::ChangeStep step = std::move(steps_.front());
      steps_.pop_front();
      take_step(std::move(step));
    }
    completed_change_ = planned_change_;
    if (next_.empty()) {
      completed_change_ = newest_change_;
      break;
    }
    planned_change_ = newest_change_;
    std::vector<core::ChangeStep> steps = core::change_plan(table_, std::exchange(next_, {}));
    steps_.assign(std::make_move_iterator(steps.begin()), std::make_move_iterator(steps.end()));
  }
}

void Subscriptions::take_step(core::ChangeStep step) {
  // While it is away, the next connect subscribes to what the table has by then.
  const bool up = subscriber_.up();
  switch (step.kind) {
    case core::ChangeStep::Kind::subscribe:
    case core::ChangeStep::Kind::exchange: {
      const core::TopicFilter filter = step.routes.front()->source;
      const std::uint32_t id = table_.use(filter, std::move(step.routes)).id;
      if (up && step.kind == core::ChangeStep::Kind::subscribe) enqueue({id, false, planned_change_, {}});
      break;
    }
    case core::ChangeStep::Kind::unsubscribe: {
      // The broker may hold messages for it, also while we are away: they still go their way.
      const core::Subscription* subscription = table_.find(step.filter);
      if (subscription == nullptr) break;
      table_.leave(step.filter);
      if (up) enqueue({subscription->id, true, planned_change_, {}});
      break;
    }
    case core::ChangeStep::Kind::wait:
      break;
  }
  if (up) send_waiting();
}

void Subscriptions::on_lost() {
  waiting_.clear();
  unanswered_.clear();
  open_packets_.clear();
  letting_go_.clear();
  memory_.keep_now(table_);
  go_on_changing();
}

void Subscriptions::note_effective_changes() {
  if (!subscriber_.up()) return;
  std::uint64_t last = completed_change_;
  if (!open_packets_.empty()) last = std::min(last, open_packets_.begin()->first - 1);
  effective_change_ = std::max(effective_change_, last);
}

}  // namespace mfp::bridge
