#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/delivery_window.hpp"
#include "core/message.hpp"
#include "core/route_table.hpp"

namespace mfp::core {

/// Two messages with equal fingerprints are taken for one that came back: its route, size, first and last bytes.
struct Fingerprint {
  const Route* route = nullptr;
  std::size_t size = 0;
  std::uint64_t head = 0;
  std::uint64_t tail = 0;

  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

/// Send this to the target. Payload and properties are borrowed from the message. When it went out with a packet
/// identifier (QoS 1 and 2), tell the router by `sent`.
struct Publish {
  const Route* route = nullptr;
  std::string_view payload;
  std::uint8_t qos = 0;
  bool retain = false;
  const MessageProperties* properties = nullptr;
  Fingerprint fingerprint;
};

/// The source may learn now that all it delivered so far is safe.
struct Acknowledge {};

/// A message, or one of its copies, is given up: it will be acknowledged like the others. `port` is empty when no
/// route was meant by it.
struct DeadLetter {
  std::string port;
  std::string topic;
  std::string reason;
};

/// Give the target time: end both connections and come back later. The source delivers again what was not
/// acknowledged.
struct RetryLater {
  std::string port;
  std::string reason;
};

using Action = std::variant<Publish, Acknowledge, DeadLetter, RetryLater>;
using Actions = std::vector<Action>;

/// Decides what becomes of messages, and when the source may be told that they are safe: a message is acknowledged
/// only after everything that it became was acknowledged by the target, so that no crash can lose it. Pure: no
/// socket, no clock. Actions are appended in the order in which they are to be carried out.
class Router {
 public:
  /// `table` must outlive the router.
  explicit Router(const RouteTable& table) : table_(table) {}

  /// A message from the source. Carry out its actions before the next call.
  void on_message(const Message& message, Actions& actions);

  /// A publish of QoS 1 or 2 was handed to the target's connection under packet identifier `id`.
  void sent(std::uint16_t id, const Publish& publish);

  /// The target cannot take this publish at all, e.g. because it is larger than the broker allows.
  void undeliverable(const Publish& publish, std::string reason, Actions& actions);

  /// The target answered packet `id` with an MQTT 5 reason code (section 3.4.2.1): below 128 is success.
  void on_answered(std::uint16_t id, std::uint8_t reason_code, Actions& actions);

  /// Call after each batch of messages or answers: appends Acknowledge when all that was read is safe.
  void settle(Actions& actions);

  /// A connection ended. Everything unacknowledged comes again, so nothing is waited for any more.
  void on_connection_lost();

  /// How many messages of QoS 1 were read and not yet acknowledged: what would come twice after a crash.
  [[nodiscard]] std::size_t unacknowledged() const { return unacknowledged_; }

  /// Nothing waits for the target.
  [[nodiscard]] bool settled() const { return in_flight_.size() == 0; }

 private:
  /// A message in flight when the connection ended, time after time, without any delivery between: it may be what
  /// makes the broker hang up.
  struct Suspect {
    Fingerprint fingerprint;
    int strikes = 0;
  };

  void route(const Subscription& subscription, const Message& message, Actions& actions);
  void route_by_topic(const Message& message, Actions& actions);
  bool quarantined(const Fingerprint& fingerprint);
  void strike(const Fingerprint& fingerprint);

  const RouteTable& table_;
  DeliveryWindow<Fingerprint> in_flight_;
  std::size_t unacknowledged_ = 0;
  bool delivered_since_connected_ = false;
  Suspect suspect_;
};

}  // namespace mfp::core
