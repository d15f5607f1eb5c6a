#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "bridge/link/connection.hpp"
#include "system/event_loop.hpp"
#include "transport/mqtt_client.hpp"

namespace mfp::client {

/// A short visit to a broker: one connection, made once, of which nothing is left behind. The callbacks may publish,
/// subscribe and leave.
class ClientSession final : private bridge::Connection::Owner, private transport::MqttListener {
 public:
  using Callback = system::EventLoop::Callback;
  using OnMessage = std::function<void(const core::Message& message)>;
  /// Reason codes of PUBACK (MQTT 5 section 3.4.2.1).
  using OnAnswer = std::function<void(std::uint8_t reason_code)>;
  /// One of them: nobody has subscribed to that topic.
  static constexpr std::uint8_t no_subscribers = 16;
  /// From here on they are refusals (MQTT 5 section 2.4).
  static constexpr std::uint8_t first_refusal = 128;

  struct Publication {
    std::string topic;
    std::string payload;
    core::MessageProperties properties;
  };

  /// `loop` must outlive the session.
  ClientSession(system::EventLoop& loop, std::unique_ptr<transport::MqttClient> client);

  /// Connects, calls `begin`, and runs until `leave`, or until the connection cannot be made or ends. Gives why it
  /// ended; nothing after `leave`.
  [[nodiscard]] std::optional<transport::ConnectionEnd> run(Callback begin, OnMessage on_message);
  void leave();

  /// At QoS 1, with an identifier that is not 0. `done`, if any, is called when the subscription is in force; a broker
  /// that refuses it ends the visit.
  void subscribe(const std::string& filter, std::uint32_t identifier, Callback done,
                 transport::Retained retained = transport::Retained::always);
  /// Messages that are under way may still come.
  void unsubscribe(const std::string& filter);
  /// At QoS 1. What cannot be sent at all ends the visit.
  void publish(const Publication& publication, OnAnswer on_answer);

 private:
  std::size_t most_packets(const bridge::Connection&) override { return 128; }
  void on_batch(bridge::Connection& connection) override;
  void on_writable(bridge::Connection& connection) override { connection.flush(); }
  void on_ended(bridge::Connection& connection, const transport::ConnectionEnd& end) override;

  void on_connected(transport::SessionState session) override;
  void on_message(const core::Message& message) override { on_message_(message); }
  void on_answered(std::uint16_t packet_id, std::uint8_t reason_code) override;
  void on_subscribed(std::uint16_t packet_id, std::uint8_t reason_code) override;
  void on_unsubscribed(std::uint16_t) override {}

  void keep_alive();
  /// Soon, but not from within a callback of the client, nor once for each of many messages.
  void flush_soon();
  void end_with(std::string text);

  system::EventLoop& loop_;
  bridge::Connection connection_;
  std::unique_ptr<system::EventLoop::Timer> keep_alive_timer_;
  Callback begin_;
  OnMessage on_message_;
  std::unordered_map<std::uint16_t, Callback> subscribing_;
  std::unordered_map<std::uint16_t, OnAnswer> publishing_;
  std::optional<transport::ConnectionEnd> end_;
  bool flushing_ = false;
};

}  // namespace mfp::client
