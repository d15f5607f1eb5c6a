#include "bridge/relayer.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include "core/text.hpp"
#include "system/log.hpp"

namespace mfp::bridge {

namespace {

constexpr std::size_t longest_topic_told = 200;
constexpr std::size_t most_disowned = 1000;

}  // namespace

Relayer::Relayer(core::RouteTable& table, Connection& subscriber, Connection& publisher, SessionMemory& memory,
                 Warnings& warnings)
    : table_(table),
      router_(table),
      subscriber_(subscriber),
      publisher_(publisher),
      memory_(memory),
      warnings_(warnings) {}

void Relayer::on_connected(transport::SessionState session) {
  subscriber_.established();
  subscriptions_lost();
  memory_.add(table_);
  connecting_ = true;
  subscribe_all();
  if (session == transport::SessionState::resumed) unsubscribe_obsolete();
}

void Relayer::subscribe_all() {
  for (const core::Subscription* subscription : table_.subscriptions()) {
    subscribe(*subscription, effective_change_ + 1);
  }
}

void Relayer::subscribe(const core::Subscription& subscription, std::uint64_t change) {
  const auto retained = subscription.carries_state() ? transport::Retained::always : transport::Retained::when_new;
  auto packet = subscriber_.client().subscribe(subscription.filter.text(), subscription.id, retained);
  if (!packet) {
    warnings_.say("cannot subscribe to " + subscription.filter.text() + ": " + packet.error().message);
    return;
  }
  unanswered_.insert_or_assign(*packet, Unanswered{subscription.id, false, change});
  ++unanswered_of_change_[change];
}

void Relayer::unsubscribe(const std::string& filter, std::uint32_t id, std::uint64_t change) {
  auto packet = subscriber_.client().unsubscribe(filter);
  if (!packet) return table_.erase(filter);
  unanswered_.insert_or_assign(*packet, Unanswered{id, true, change});
  ++unanswered_of_change_[change];
  ++letting_go_[id];
}

void Relayer::unsubscribe_obsolete() {
  for (const std::string& filter : memory_.obsolete(table_)) {
    spdlog::debug("no longer subscribing to {}", filter);
    unsubscribe(filter, 0, effective_change_ + 1);
  }
}

void Relayer::on_subscribed(std::uint16_t packet_id, std::uint8_t reason_code) {
  const auto answered = unanswered_.find(packet_id);
  if (answered == unanswered_.end()) return;
  const core::Subscription* subscription = table_.find(answered->second.id);
  if (reason_code >= 128 && subscription != nullptr) {
    warnings_.say("the broker refuses the subscription to " + subscription->filter.text() + " (reason " +
                  std::to_string(reason_code) + "), so " + subscription->routes.front()->name +
                  " gets nothing; look at the broker's access rules");
  }
  answered_by_broker(packet_id);
}

void Relayer::on_unsubscribed(std::uint16_t packet_id) { answered_by_broker(packet_id); }

void Relayer::answered_by_broker(std::uint16_t packet_id) {
  const auto answered = unanswered_.find(packet_id);
  if (answered == unanswered_.end()) return;
  const Unanswered packet = answered->second;
  unanswered_.erase(answered);
  if (--unanswered_of_change_[packet.change] == 0) unanswered_of_change_.erase(packet.change);
  if (packet.is_unsubscribe && --letting_go_[packet.id] == 0) {
    letting_go_.erase(packet.id);
    const core::Subscription* subscription = table_.find(packet.id);
    if (subscription != nullptr && subscription->leaving) table_.erase(subscription->filter.text());
  }
  go_on_changing();
  if (unanswered_.empty()) {
    std::exchange(connecting_, false) ? memory_.keep_only(table_) : memory_.keep_only_soon(table_);
  }
  note_effective_changes();
}

std::uint64_t Relayer::change(core::NextRoutes next) {
  for (auto& [filter, routes] : next) next_.insert_or_assign(filter, std::move(routes));
  ++newest_change_;
  go_on_changing();
  note_effective_changes();
  return newest_change_;
}

std::uint64_t Relayer::change_to(std::span<const core::RoutePtr> wanted) {
  core::NextRoutes next = core::difference(table_, wanted);
  // A change that is under way would end where it was meant to.
  const auto overrule = [&](const std::string& filter) {
    if (filter.empty() || next.contains(filter)) return;
    const core::Subscription* running = table_.find(filter);
    next[filter] = running == nullptr || running->leaving ? std::vector<core::RoutePtr>{} : running->routes;
  };
  for (const core::ChangeStep& step : steps_) overrule(step.filter);
  for (const auto& [filter, routes] : next_) overrule(filter);
  return change(std::move(next));
}

std::vector<core::RoutePtr> Relayer::wanted_routes(std::string_view filter) const {
  if (const auto next = next_.find(filter); next != next_.end()) return next->second;
  for (const core::ChangeStep& step : steps_) {
    if (step.filter == filter) return step.routes;
  }
  const core::Subscription* subscription = table_.find(filter);
  return subscription == nullptr || subscription->leaving ? std::vector<core::RoutePtr>{} : subscription->routes;
}

void Relayer::go_on_changing() {
  for (;;) {
    while (!steps_.empty()) {
      const bool answered = unanswered_of_change_.empty() || unanswered_of_change_.begin()->first > planned_change_;
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
  router_.forget_former_routes();
}

void Relayer::take_step(core::ChangeStep step) {
  // While it is away, the next connect subscribes to what the table has by then.
  const bool up = subscriber_.up();
  switch (step.kind) {
    case core::ChangeStep::Kind::subscribe: {
      const core::TopicFilter filter = step.routes.front()->source;
      const core::Subscription& subscription = table_.use(filter, std::move(step.routes));
      if (up) subscribe(subscription, planned_change_);
      break;
    }
    case core::ChangeStep::Kind::exchange: {
      const core::TopicFilter filter = step.routes.front()->source;
      table_.use(filter, std::move(step.routes));
      break;
    }
    case core::ChangeStep::Kind::unsubscribe:
      if (!up) return table_.erase(step.filter);
      table_.leave(step.filter);
      unsubscribe(step.filter, table_.find(step.filter)->id, planned_change_);
      break;
    case core::ChangeStep::Kind::wait:
      break;
  }
}

void Relayer::subscriptions_lost() {
  memory_.pause();
  unanswered_.clear();
  unanswered_of_change_.clear();
  letting_go_.clear();
  table_.erase_leaving();
  go_on_changing();
}

void Relayer::note_effective_changes() {
  if (!subscriber_.up()) return;
  std::uint64_t last = completed_change_;
  if (!unanswered_of_change_.empty()) last = std::min(last, unanswered_of_change_.begin()->first - 1);
  effective_change_ = std::max(effective_change_, last);
}

void Relayer::on_source_lost() {
  router_.on_source_lost();
  subscriptions_lost();
}

void Relayer::on_message(const core::Message& message) {
  ++counts_.received;
  router_.on_message(message, actions_);
  carry_out();
}

void Relayer::on_answered(std::uint16_t, std::uint8_t) {
  // The subscriber publishes nothing.
}

void Relayer::on_delivered(std::uint16_t packet_id, std::uint8_t reason_code) {
  router_.on_answered(packet_id, reason_code, actions_);
  carry_out();
}

void Relayer::settle() {
  router_.settle(actions_);
  carry_out();
}

void Relayer::on_target_lost(core::TargetEnd end) {
  retry_reason_.reset();
  router_.on_target_lost(end);
  subscriptions_lost();
}

std::optional<std::string> Relayer::take_retry_reason() { return std::exchange(retry_reason_, std::nullopt); }

void Relayer::carry_out() {
  // Taken out first, since an action may lead back here; by index, since one that fails appends what becomes of it.
  core::Actions actions = std::exchange(actions_, {});
  for (std::size_t i = 0; i < actions.size(); ++i) {
    std::visit([&](const auto& action) { perform(action, actions); }, actions[i]);
  }
  // Keeps its memory for the next message.
  actions.clear();
  if (actions_.empty()) actions_ = std::move(actions);
}

void Relayer::perform(const core::Publish& publish, core::Actions& actions) {
  // When the publisher is gone, the subscriber is about to be closed, and the message comes again.
  if (!publisher_.up()) return;
  const core::Route& route = *publish.route;
  const auto packet = publisher_.client().publish(
      {route.target.text(), publish.payload, publish.qos, publish.retain, publish.properties});
  if (packet) {
    ++counts_.sent;
    if (publish.qos > 0) router_.sent(*packet, publish);
  } else if (packet.error().kind == transport::PublishError::Kind::never) {
    router_.undeliverable(publish, packet.error().text, actions);
  } else {
    router_.not_taken(publish, packet.error().text, actions);
  }
}

void Relayer::perform(const core::DeadLetter& letter, core::Actions&) {
  ++counts_.dropped;
  // A stranger may publish under any topic.
  const std::string topic = core::printable(std::string_view(letter.topic).substr(0, longest_topic_told));
  const std::string from = letter.port.empty() ? "a message on " + topic : letter.port + ": a message";
  // A crash may have kept the filter of a former run from being remembered.
  const bool is_new = letter.port.empty() && disowned_.size() < most_disowned && disowned_.insert(letter.topic).second;
  if (is_new) (void)subscriber_.client().unsubscribe(letter.topic);
  warnings_.say(from + " was dropped: " + letter.reason);
}

void Relayer::perform(const core::NotConverted& message, core::Actions&) {
  ++counts_.dropped;
  const std::string& port = message.route->name;
  // What came differs from message to message, what was wanted does not.
  const std::string wanted = message.reason.substr(0, message.reason.find(", got "));
  warnings_.say(port + ": " + wanted, [&] { return port + ": " + message.reason; });
}

void Relayer::perform(const core::Mismatch& mismatch, core::Actions&) {
  const core::Route& route = *mismatch.route;
  warnings_.say(route.name + ": payloads that are not of its type", [&] {
    const core::Value came{core::ValueKind::text, mismatch.payload};
    return route.name + ": passed on as it is: " + std::string(core::expected_text(route.type)) + ", got " +
           core::shown(came);
  });
}

void Relayer::perform(const core::RetryLater& retry, core::Actions&) {
  if (!retry_reason_) retry_reason_ = retry.port + ": " + retry.reason;
}

}  // namespace mfp::bridge
