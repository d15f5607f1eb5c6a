#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "core/conversion/steps/only_changes.hpp"
#include "core/conversion/steps/step_context.hpp"
#include "core/conversion/value/payload.hpp"
#include "core/mqtt/message.hpp"
#include "core/routing/delivery_window.hpp"
#include "core/routing/route_table.hpp"
#include "core/routing/skip_reason.hpp"

namespace mfp::core {

/// Two messages with equal fingerprints are taken for one that came back: its route, size, first and last bytes.
struct Fingerprint {
  RoutePtr route;
  std::size_t size = 0;
  std::uint64_t head = 0;
  std::uint64_t tail = 0;

  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

/// Send this to the target. Route, payload and properties are borrowed until the dispatcher's next message. When it
/// went out with a packet identifier (QoS 1 and 2), tell the dispatcher by `sent`.
struct Publish {
  const Route* route = nullptr;
  std::string_view payload;
  std::uint8_t qos = 0;
  bool retain = false;
  const MessageProperties* properties = nullptr;
  Fingerprint fingerprint;
};

/// The source may learn now that all it delivered so far is safe, or given up.
struct Acknowledge {};

/// A message, or one of its copies, is given up: it will be acknowledged like the others. `port` is empty when no
/// route was meant by it. `properties` are borrowed like those of a Publish; null when they are not known any more.
struct DeadLetter {
  std::string port;
  std::string topic;
  std::string reason;
  const MessageProperties* properties = nullptr;
};

/// A route's conversion cannot take the payload: this copy is given up.
struct NotConverted {
  const Route* route = nullptr;
  ConversionFault fault;
  const MessageProperties* properties = nullptr;
};

/// A route has nothing to send for the message, which is no fault; see skip_reason. `payload` is what came, borrowed
/// like the rest.
struct Skipped {
  const Route* route = nullptr;
  std::string_view payload;
  SkipCause cause = SkipCause::step;
  const MessageProperties* properties = nullptr;
};

/// A payload that is passed on as it is does not look like the type that the port declares. Borrowed like a Publish.
struct Mismatch {
  const Route* route = nullptr;
  std::string_view payload;
};

/// Give the target time: end both connections and come back later. The source delivers again what was not
/// acknowledged.
struct RetryLater {
  std::string port;
  std::string reason;
};

/// Why the connection to the target ended.
enum class TargetEnd : std::uint8_t {
  lost,
  /// The broker said that something we sent is no proper message.
  rejected
};

using Action = std::variant<Publish, Acknowledge, DeadLetter, NotConverted, Skipped, Mismatch, RetryLater>;
using Actions = std::vector<Action>;

/// Decides what becomes of messages, and when the source may be told that they are safe: a message is acknowledged
/// only after everything that it became was acknowledged by the target, so that no crash can lose it. Pure: no
/// socket, no clock. Actions are appended in the order in which they are to be carried out.
class Dispatcher {
 public:
  /// `table` must outlive the dispatcher, and may change between its calls: what is in flight goes on.
  explicit Dispatcher(const RouteTable& table) : table_(table) {}

  /// A message from the source. Carry out its actions before the next call.
  void on_message(const Message& message, Actions& actions);

  /// A publish of QoS 1 or 2 was handed to the target's connection under packet identifier `id`.
  void sent(std::uint16_t id, const Publish& publish);

  /// The target cannot take this publish at all, e.g. because it is larger than the broker allows.
  void undeliverable(const Publish& publish, std::string reason, Actions& actions);

  /// The target cannot take this publish now. Nothing is acknowledged any more until `on_target_lost`.
  void not_taken(const Publish& publish, std::string reason, Actions& actions);

  /// The target answered packet `id` with an MQTT 5 reason code (section 3.4.2.1): below 128 is success.
  void on_answered(std::uint16_t id, std::uint8_t reason_code, Actions& actions);

  /// Call after each batch of messages or answers: appends Acknowledge when all that was read is safe.
  void settle(Actions& actions);

  /// The source's connection ended: what was not acknowledged comes again. What is in flight goes on; connect to the
  /// source again only when all is settled, or each new connection would add its share to what the target has not
  /// answered.
  void on_source_lost() { unacknowledged_ = 0; }

  /// The target's connection ended, and the source's was closed with it: everything unacknowledged comes again, so
  /// nothing is waited for any more.
  void on_target_lost(TargetEnd end);

  /// Routes have gone from the table: forgets what they sent.
  void forget_former_routes();

  /// How many messages were read and are not yet acknowledged, or publishes not yet answered, whichever are more.
  [[nodiscard]] std::size_t pending() const { return std::max(unacknowledged_, in_flight_.size()); }

  /// Everything of QoS 1 and 2 that was handed to the target is answered, and nothing refused for now.
  [[nodiscard]] bool settled() const { return in_flight_.size() == 0 && !refused_; }

  /// How many copies were skipped so far: their routes had nothing to send for the payload.
  [[nodiscard]] std::uint64_t skipped() const { return skipped_; }

 private:
  /// The message that waited longest when the broker rejected what it got. Brokers answer in order, so this is it.
  struct Suspect {
    Fingerprint fingerprint;
    int strikes = 0;
  };

  void route(const Subscription& subscription, const Message& message, Actions& actions);
  void publish(const RoutePtr& route, std::string_view payload, const Message& message, Actions& actions);
  void publish_converted(const RoutePtr& route, const Message& message, Actions& actions);
  void skip(const Route& route, const Message& message, SkipCause cause, Actions& actions);
  const MessageProperties* converted_properties(const Message& message);
  void route_by_topic(const Message& message, Actions& actions);
  bool quarantined(const Fingerprint& fingerprint);

  const RouteTable& table_;
  DeliveryWindow<Fingerprint> in_flight_;
  std::size_t unacknowledged_ = 0;
  bool refused_ = false;
  Suspect suspect_;
  std::uint64_t skipped_ = 0;

  PayloadReader payload_;
  /// What became of the current message, a text for each copy; they are used again. A deque, since copies are borrowed.
  std::deque<std::string> results_;
  std::size_t results_used_ = 0;
  MessageProperties properties_;
  /// Of routes that send changes only: what they sent last. Forgotten when it may not have arrived.
  std::unordered_map<RoutePtr, LastResult> last_sent_;
};

}  // namespace mfp::core
