#include "bridge/relay/relayer.hpp"

#include <utility>
#include <variant>

#include "core/text/text.hpp"
#include "system/log.hpp"

namespace mfp::bridge {

namespace {

constexpr std::size_t longest_topic_told = 200;
constexpr std::size_t most_disowned = 1000;

bool wants_report(const core::MessageProperties* properties) {
  return properties != nullptr && properties->response_topic && core::is_report_topic(*properties->response_topic);
}

}  // namespace

Relayer::Relayer(const core::RouteTable& table, Subscriptions& subscriptions, Connection& subscriber,
                 Connection& publisher, system::Warnings& warnings)
    : dispatcher_(table),
      subscriptions_(subscriptions),
      subscriber_(subscriber),
      publisher_(publisher),
      warnings_(warnings) {}

void Relayer::on_connected(transport::SessionState session) {
  subscriber_.established();
  subscriptions_.on_connected(session);
}

void Relayer::on_message(const core::Message& message) {
  ++received_;
  subscriptions_.on_message(message);
  dispatcher_.on_message(message, actions_);
  carry_out();
}

void Relayer::on_answered(std::uint16_t, std::uint8_t) {
  // The subscriber publishes nothing.
}

void Relayer::on_delivered(std::uint16_t packet_id, std::uint8_t reason_code) {
  dispatcher_.on_answered(packet_id, reason_code, actions_);
  carry_out();
}

void Relayer::settle() {
  dispatcher_.settle(actions_);
  carry_out();
}

void Relayer::on_target_lost(core::TargetEnd end) {
  retry_reason_.reset();
  dispatcher_.on_target_lost(end);
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
    ++sent_;
    if (publish.qos > 0) dispatcher_.sent(*packet, publish);
  } else if (packet.error().kind == transport::PublishError::Kind::never) {
    dispatcher_.undeliverable(publish, packet.error().text, actions);
  } else {
    dispatcher_.not_taken(publish, packet.error().text, actions);
  }
}

void Relayer::perform(const core::DeadLetter& letter, core::Actions&) {
  ++dropped_;
  // A stranger may publish under any topic.
  const std::string topic = core::printable(std::string_view(letter.topic).substr(0, longest_topic_told));
  const std::string from = letter.port.empty() ? "a message on " + topic : letter.port + ": a message";
  // A crash may have kept the filter of a former run from being remembered.
  const bool is_new = letter.port.empty() && disowned_.size() < most_disowned && disowned_.insert(letter.topic).second;
  if (is_new) subscriptions_.disown(letter.topic);
  warnings_.say(from + " was dropped: " + letter.reason);
  if (wants_report(letter.properties))
    report(*letter.properties, {letter.port, core::MessageReport::Outcome::refused, letter.reason});
}

void Relayer::perform(const core::NotConverted& message, core::Actions&) {
  ++dropped_;
  const std::string& port = message.route->name;
  // What came differs from message to message, what was wanted does not.
  warnings_.say(port + ": " + message.fault.wanted, [&] { return port + ": " + message.fault.text(); });
  if (wants_report(message.properties))
    report(*message.properties, {port, core::MessageReport::Outcome::refused, message.fault.text()});
}

void Relayer::perform(const core::Skipped& message, core::Actions&) {
  if (skipped_) skipped_(message);
  if (!wants_report(message.properties)) return;
  const core::Route& route = *message.route;
  report(*message.properties, {route.name, core::MessageReport::Outcome::skipped,
                               core::skip_reason(*route.conversion, message.payload, message.cause).text});
}

void Relayer::report(const core::MessageProperties& properties, const core::MessageReport& report) {
  if (!publisher_.up()) return;
  (void)publisher_.client().publish({*properties.response_topic, core::to_json(report), 0, false, nullptr});
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

std::string Relayer::summary() const {
  return core::counted(received_, "message") + " received, " + core::with_thousands(sent_) + " sent, " +
         core::with_thousands(dispatcher_.skipped()) + " skipped, " + core::with_thousands(dropped_) + " dropped";
}

}  // namespace mfp::bridge
