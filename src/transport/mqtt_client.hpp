#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/model/broker_settings.hpp"
#include "core/mqtt/message.hpp"
#include "core/text/result.hpp"

namespace mfp::transport {

/// Where a connection leads and how it introduces itself (MQTT 5 section 3.1): what declaration, command line and
/// environment say of the broker, resolved. Files are paths.
struct ConnectionSettings {
  core::BrokerUrl url;
  /// For a person, why it is this one: `given by MSGFLO_BROKER`.
  std::string url_origin;
  std::string username;
  std::string password;
  std::string ca_file;
  std::string cert_file;
  std::string key_file;
  /// Empty: the broker gives one, and nothing is left behind.
  std::string client_id;
  /// Seconds for which the broker keeps the session; 0 begins a new one and leaves none behind.
  std::uint32_t session_expiry = 0;
  /// How many QoS 1 messages the broker may send without an acknowledgement (Receive Maximum).
  std::uint16_t receive_maximum = 100;
  /// Bytes of the largest packet that the broker may send (Maximum Packet Size): as much as the largest message that a
  /// device plausibly has, and a bound for our memory.
  std::uint32_t largest_packet = 16 * 1024 * 1024;

  friend bool operator==(const ConnectionSettings&, const ConnectionSettings&) = default;
};

/// `mqtt://localhost, given by MSGFLO_BROKER`.
[[nodiscard]] inline std::string broker_and_origin(const ConnectionSettings& settings) {
  return settings.url.text() + (settings.url_origin.empty() ? "" : ", ") + settings.url_origin;
}

/// The same broker for a client that it gives an id, and of which nothing is left.
[[nodiscard]] inline ConnectionSettings anonymous(ConnectionSettings settings) {
  settings.client_id.clear();
  settings.session_expiry = 0;
  return settings;
}

enum class SessionState : std::uint8_t { fresh, resumed };

enum class EndReason : std::uint8_t {
  lost,             ///< The network, or the broker went away: try again.
  refused,          ///< The broker said no for now, or for an unknown reason: try again.
  rejected,         ///< The broker says that what we sent is no proper packet: try again, but not the same for ever.
  credentials,      ///< User and password, or the right to connect, were refused.
  taken_over,       ///< Another connection came with the same client id (reason 142).
  protocol_version  ///< The broker does not speak MQTT 5.
};

/// Which retained messages come after SUBSCRIBE (MQTT 5 section 3.8.3.1, Retain Handling).
enum class Retained : std::uint8_t { always, when_new, never };

/// Whether the broker keeps the session when we leave, as long as the settings say (MQTT 5 section 3.14.2.2.2).
enum class SessionAfter : std::uint8_t { kept, ended };

/// Why a message cannot be sent.
struct PublishError {
  enum class Kind : std::uint8_t { never, not_now };
  Kind kind = Kind::never;
  std::string text;
};

struct ConnectionEnd {
  EndReason reason = EndReason::lost;
  /// For a person: `connection refused`, `not authorized`.
  std::string text;
};

/// A message to send. Everything is borrowed for the time of the call.
struct OutgoingMessage {
  const std::string& topic;
  std::string_view payload;
  std::uint8_t qos = 0;
  bool retain = false;
  const core::MessageProperties* properties = nullptr;
};

/// What a connection tells its owner. All calls come from within `read`, `write` or `keep_alive`, on their thread.
/// Only `on_message` may come while other packets of the batch wait; no call may destroy or close the client.
class MqttListener {
 public:
  MqttListener() = default;
  MqttListener(const MqttListener&) = delete;
  MqttListener& operator=(const MqttListener&) = delete;
  virtual ~MqttListener() = default;

  virtual void on_connected(SessionState session) = 0;
  virtual void on_message(const core::Message& message) = 0;
  /// The broker answered a publish of QoS 1 or 2, or a QoS 0 one was written. Reason codes of MQTT 5 section 3.4.2.1.
  virtual void on_answered(std::uint16_t packet_id, std::uint8_t reason_code) = 0;
  /// Reason codes of SUBACK (MQTT 5 section 3.9.3): below 128 the subscription stands.
  virtual void on_subscribed(std::uint16_t packet_id, std::uint8_t reason_code) = 0;
  virtual void on_unsubscribed(std::uint16_t packet_id) = 0;
};

/// One MQTT 5 connection, driven from outside: the owner watches `socket` and calls `read` and `write`. Nothing is
/// sent but by `write`, acknowledgements included: that is what lets the owner hold them back.
class MqttClient {
 public:
  MqttClient() = default;
  MqttClient(const MqttClient&) = delete;
  MqttClient& operator=(const MqttClient&) = delete;
  virtual ~MqttClient() = default;

  [[nodiscard]] virtual const core::BrokerUrl& broker() const = 0;

  /// Begins to connect to an address of the broker's host; on_connected comes later. With TLS it has to be the host's
  /// name, which the certificate is checked against: it is looked up within the call, which waits for that.
  virtual core::Result<void> connect(MqttListener& listener, const std::string& address) = 0;
  /// Ends the connection without writing what waits. Safe in any state.
  virtual void close() = 0;
  /// Writes everything and a DISCONNECT, and waits until the broker has closed its side or `close_timeout` is over.
  virtual void disconnect(SessionAfter session) = 0;

  /// Queues a message; gives its packet identifier. The QoS is lowered to what the broker offers.
  virtual tl::expected<std::uint16_t, PublishError> publish(const OutgoingMessage& message) = 0;
  /// Subscribes at QoS 1 (0 for `identifier` 0, which is sent as none), keeping the retain flag as published.
  virtual core::Result<std::uint16_t> subscribe(const std::string& filter, std::uint32_t identifier,
                                                Retained retained) = 0;
  virtual core::Result<std::uint16_t> unsubscribe(const std::string& filter) = 0;

  /// -1 while there is none.
  [[nodiscard]] virtual int socket() const = 0;
  [[nodiscard]] virtual bool wants_write() const = 0;
  /// Handles what has arrived, at most so many packets. False when the connection has ended; see `end`.
  virtual bool read(std::size_t most_packets) = 0;
  /// Writes what is queued, as far as the socket takes it. False when the connection has ended.
  virtual bool write() = 0;
  /// Call about once a second: sends pings, notices a silent broker. False when the connection has ended.
  virtual bool keep_alive() = 0;
  /// Why the connection has ended.
  [[nodiscard]] virtual const ConnectionEnd& end() const = 0;
};

}  // namespace mfp::transport
