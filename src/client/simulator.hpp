#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "bridge/link/connection.hpp"
#include "client/simulation.hpp"
#include "system/event_loop.hpp"
#include "transport/mqtt_client.hpp"

namespace mfp::client {

/// Plays devices on a broker: sends what was recorded of them, one message after another, and answers commands.
class Simulator final : private bridge::Connection::Owner, private transport::MqttListener {
 public:
  enum class Way : std::uint8_t { sent, received };
  using Tell = std::function<void(Way way, std::string_view topic, std::string_view payload)>;

  /// `simulation` and `loop` must outlive the simulator. A message is sent each `pause`; `tell` is told of each.
  Simulator(system::EventLoop& loop, std::unique_ptr<transport::MqttClient> client, const Simulation& simulation,
            std::chrono::nanoseconds pause, Tell tell);

  /// Runs until `stop`, or until the connection cannot be made or ends. Gives why it ended; nothing after `stop`.
  [[nodiscard]] std::optional<transport::ConnectionEnd> run();
  void stop();

 private:
  std::size_t most_packets(const bridge::Connection&) override { return 128; }
  void on_batch(bridge::Connection& connection) override;
  void on_writable(bridge::Connection& connection) override { connection.flush(); }
  void on_ended(bridge::Connection& connection, const transport::ConnectionEnd& end) override;

  void on_connected(transport::SessionState session) override;
  void on_message(const core::Message& message) override;
  void on_answered(std::uint16_t, std::uint8_t) override {}
  void on_subscribed(std::uint16_t packet_id, std::uint8_t reason_code) override;
  void on_unsubscribed(std::uint16_t) override {}

  void send_next();
  void keep_alive();
  void send(const Simulation::DeviceMessage& message);

  system::EventLoop& loop_;
  const Simulation& simulation_;
  std::chrono::nanoseconds pause_;
  Tell tell_;
  bridge::Connection connection_;
  std::unique_ptr<system::EventLoop::Timer> timer_;
  std::unique_ptr<system::EventLoop::Timer> keep_alive_timer_;
  std::optional<transport::ConnectionEnd> end_;
  std::size_t unanswered_ = 0;
  std::size_t next_ = 0;
  bool playing_ = false;
};

}  // namespace mfp::client
