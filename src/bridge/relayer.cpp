#include "bridge/relayer.hpp"

#include <utility>
#include <variant>

#include "system/log.hpp"

namespace mfp::bridge {

Relayer::Relayer(const core::RouteTable& table, Connection& subscriber, Connection& publisher, SessionMemory& memory,
                 Warnings& warnings)
    : table_(table),
      router_(table),
      subscriber_(subscriber),
      publisher_(publisher),
      memory_(memory),
      warnings_(warnings) {}

void Relayer::on_connected(transport::SessionState session) {
  subscriber_.established();
  subscribing_.clear();
  unanswered_ = 0;
  if (auto kept = memory_.add(table_); !kept) warnings_.say(kept.error().message);
  subscribe_all();
  if (session == transport::SessionState::resumed) unsubscribe_obsolete();
}

void Relayer::subscribe_all() {
  for (const core::Subscription& subscription : table_.subscriptions()) {
    auto packet = subscriber_.client().subscribe(subscription.filter.text(), subscription.id);
    if (!packet) {
      warnings_.say("cannot subscribe to " + subscription.filter.text() + ": " + packet.error().message);
      continue;
    }
    subscribing_.emplace(*packet, &subscription);
    ++unanswered_;
  }
}

void Relayer::unsubscribe_obsolete() {
  for (const std::string& filter : memory_.obsolete(table_)) {
    spdlog::debug("no longer subscribing to {}", filter);
    if (subscriber_.client().unsubscribe(filter)) ++unanswered_;
  }
}

void Relayer::on_subscribed(std::uint16_t packet_id, std::uint8_t reason_code) {
  const auto subscribing = subscribing_.find(packet_id);
  if (subscribing == subscribing_.end()) return;
  const core::Subscription& subscription = *subscribing->second;
  subscribing_.erase(subscribing);
  if (reason_code >= 128) {
    warnings_.say("the broker refuses the subscription to " + subscription.filter.text() + " (reason " +
                  std::to_string(reason_code) + "), so " + table_.routes(subscription).front().name +
                  " gets nothing; look at the broker's access rules");
  }
  answered_by_broker();
}

void Relayer::on_unsubscribed(std::uint16_t) { answered_by_broker(); }

void Relayer::answered_by_broker() {
  if (--unanswered_ > 0) return;
  if (auto kept = memory_.keep_only(table_); !kept) warnings_.say(kept.error().message);
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

void Relayer::on_connection_lost() { router_.on_connection_lost(); }

std::optional<std::string> Relayer::take_retry_reason() { return std::exchange(retry_reason_, std::nullopt); }

void Relayer::carry_out() {
  // By index: an action that fails appends what becomes of it.
  for (std::size_t i = 0; i < actions_.size(); ++i) {
    std::visit([this](const auto& action) { perform(action); }, actions_[i]);
  }
  actions_.clear();
}

void Relayer::perform(const core::Publish& publish) {
  // When the publisher is gone, the subscriber is about to be closed, and the message comes again.
  if (!publisher_.up()) return;
  const core::Route& route = *publish.route;
  const auto packet = publisher_.client().publish(
      {route.target.text(), publish.payload, publish.qos, publish.retain, publish.properties});
  if (!packet) {
    router_.undeliverable(publish, packet.error().message, actions_);
    return;
  }
  ++counts_.sent;
  if (publish.qos > 0) router_.sent(*packet, publish);
}

void Relayer::perform(const core::DeadLetter& letter) {
  ++counts_.dropped;
  if (letter.port.empty()) {
    warnings_.say("a message on " + letter.topic + " was dropped: " + letter.reason);
  } else {
    warnings_.say(letter.port + ": a message to " + letter.topic + " was dropped: " + letter.reason);
  }
}

void Relayer::perform(const core::RetryLater& retry) {
  if (!retry_reason_) retry_reason_ = retry.port + ": " + retry.reason;
}

}  // namespace mfp::bridge
