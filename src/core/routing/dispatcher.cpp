#include "core/routing/dispatcher.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/conversion/conversion.hpp"
#include "core/text/text.hpp"

namespace mfp::core {

namespace {

constexpr int strikes_to_quarantine = 3;

/// Reason codes of PUBACK and PUBREC (MQTT 5 section 3.4.2.1) that will be the same at the next try.
const char* final_refusal(std::uint8_t reason_code) {
  switch (reason_code) {
    case 135:
      return "the broker does not allow it (not authorized)";
    case 144:
      return "the broker does not accept the topic's name";
    case 149:
      return "the broker says that it is too large";
    case 153:
      return "the broker says that the payload is not in the format declared";
    default:
      return nullptr;
  }
}

std::uint64_t first_bytes(std::string_view text) {
  std::uint64_t bytes = 0;
  // An empty payload may have no address at all.
  if (!text.empty()) std::memcpy(&bytes, text.data(), std::min(sizeof bytes, text.size()));
  return bytes;
}

Fingerprint fingerprint_of(const RoutePtr& route, std::string_view payload) {
  const std::size_t tail = std::min<std::size_t>(payload.size(), 8);
  return {route, payload.size(), first_bytes(payload), first_bytes(payload.substr(payload.size() - tail))};
}

/// A result that is longer leaves no memory behind.
constexpr std::size_t longest_kept = 65536;

bool retain_flag(RetainPolicy policy, bool came_retained) {
  return policy == RetainPolicy::always || (policy == RetainPolicy::keep && came_retained);
}

}  // namespace

void Dispatcher::on_message(const Message& message, Actions& actions) {
  if (message.qos > 0) ++unacknowledged_;
  payload_.open(message.payload);
  results_used_ = 0;
  bool known = false;
  for (const std::uint32_t id : message.subscriptions) {
    const Subscription* subscription = table_.find(id);
    // The former run may have given an identifier to another filter, when two wanted the same.
    if (subscription == nullptr || !subscription->filter.matches(message.topic)) continue;
    known = true;
    route(*subscription, message, actions);
  }
  // Delivered for a filter of the former run only. Another one may be declared for it by now.
  if (!known) route_by_topic(message, actions);
}

void Dispatcher::route_by_topic(const Message& message, Actions& actions) {
  bool found = false;
  table_.for_each_match(message.topic, [&](const Subscription& subscription) {
    found = true;
    route(subscription, message, actions);
  });
  if (!found)
    actions.emplace_back(DeadLetter{{}, std::string(message.topic), "no port is declared for its topic", nullptr});
}

void Dispatcher::route(const Subscription& subscription, const Message& message, Actions& actions) {
  for (const RoutePtr& route : subscription.routes) {
    if (route->conversion) {
      publish_converted(route, message, actions);
      continue;
    }
    if (!looks_like(route->type, message.payload)) actions.emplace_back(Mismatch{route.get(), message.payload});
    publish(route, message.payload, message, actions);
  }
}

void Dispatcher::publish(const RoutePtr& route, std::string_view payload, const Message& message, Actions& actions) {
  const Fingerprint fingerprint = fingerprint_of(route, payload);
  if (quarantined(fingerprint)) {
    last_sent_.erase(route);
    actions.emplace_back(DeadLetter{route->name, route->target.text(),
                                    "the broker rejected it three times and ended the connection", message.properties});
    return;
  }
  actions.emplace_back(Publish{route.get(), payload, route->qos.value_or(message.qos),
                               retain_flag(route->retain, message.retain),
                               route->conversion ? converted_properties(message) : message.properties, fingerprint});
}

void Dispatcher::publish_converted(const RoutePtr& route, const Message& message, Actions& actions) {
  if (results_used_ == results_.size()) results_.emplace_back();
  std::string& result = results_[results_used_];
  if (result.capacity() > longest_kept) std::string().swap(result);
  Converted converted = route->conversion->convert(payload_, result);
  switch (converted.outcome) {
    case Outcome::skipped:
      return skip(*route, message, SkipCause::step, actions);
    case Outcome::failed:
      actions.emplace_back(NotConverted{route.get(), std::move(converted.fault), message.properties});
      return;
    case Outcome::converted:
      break;
  }
  const bool retain = retain_flag(route->retain, message.retain);
  if (route->conversion->only_changes() && last_sent_[route].is_repeated_by({result, retain})) {
    return skip(*route, message, SkipCause::repeated, actions);
  }
  ++results_used_;
  publish(route, result, message, actions);
}

void Dispatcher::skip(const Route& route, const Message& message, SkipCause cause, Actions& actions) {
  ++skipped_;
  actions.emplace_back(Skipped{&route, message.payload, cause, message.properties});
}

/// The type of the payload that came says nothing of what is sent.
const MessageProperties* Dispatcher::converted_properties(const Message& message) {
  if (message.properties == nullptr || !message.properties->content_type) return message.properties;
  properties_ = *message.properties;
  properties_.content_type.reset();
  return &properties_;
}

void Dispatcher::sent(std::uint16_t id, const Publish& publish) { in_flight_.add(id, publish.fingerprint); }

void Dispatcher::undeliverable(const Publish& publish, std::string reason, Actions& actions) {
  last_sent_.erase(publish.fingerprint.route);
  actions.emplace_back(
      DeadLetter{publish.route->name, publish.route->target.text(), std::move(reason), publish.properties});
}

void Dispatcher::not_taken(const Publish& publish, std::string reason, Actions& actions) {
  refused_ = true;
  actions.emplace_back(RetryLater{publish.route->name, std::move(reason)});
}

void Dispatcher::on_answered(std::uint16_t id, std::uint8_t reason_code, Actions& actions) {
  const auto fingerprint = in_flight_.take(id);
  if (!fingerprint || reason_code < 128) return;
  const Route& route = *fingerprint->route;
  last_sent_.erase(fingerprint->route);
  if (const char* reason = final_refusal(reason_code)) {
    actions.emplace_back(DeadLetter{route.name, route.target.text(), reason, nullptr});
    return;
  }
  refused_ = true;
  actions.emplace_back(
      RetryLater{route.name, "the broker refused a message for now (reason " + std::to_string(reason_code) + ")"});
}

void Dispatcher::settle(Actions& actions) {
  if (!settled() || unacknowledged_ == 0) return;
  unacknowledged_ = 0;
  actions.emplace_back(Acknowledge{});
}

void Dispatcher::forget_former_routes() {
  // Those that only this map still knows.
  std::erase_if(last_sent_, [](const auto& entry) { return entry.first.use_count() == 1; });
}

void Dispatcher::on_target_lost(TargetEnd end) {
  if (const Fingerprint* oldest = in_flight_.oldest(); oldest != nullptr && end == TargetEnd::rejected) {
    if (suspect_.fingerprint != *oldest) suspect_ = {*oldest, 0};
    ++suspect_.strikes;
  }
  refused_ = false;
  unacknowledged_ = 0;
  last_sent_.clear();
  in_flight_.clear();
}

bool Dispatcher::quarantined(const Fingerprint& fingerprint) {
  if (suspect_.strikes < strikes_to_quarantine || suspect_.fingerprint != fingerprint) return false;
  suspect_ = {};
  return true;
}

}  // namespace mfp::core
