#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include "bridge/link/connection.hpp"
#include "support/fake_client.hpp"

namespace mfp::test {

/// A connection on a fake client, for parts of a bridge: it comes up and goes down when the test says so, and what the
/// broker says the test tells these parts itself.
class FakeConnection : private bridge::Connection::Owner, private transport::MqttListener {
 public:
  FakeConnection(system::EventLoop& loop, std::string name, Journal& journal)
      : FakeConnection(loop, std::make_unique<FakeClient>(std::move(name), journal)) {}

  void open() {
    connection_.open(*this);
    connection_.established();
  }
  void close() { connection_.close(); }

  [[nodiscard]] bridge::Connection& connection() { return connection_; }
  [[nodiscard]] FakeClient& client() { return *client_; }

 private:
  FakeConnection(system::EventLoop& loop, std::unique_ptr<FakeClient> client)
      : client_(client.get()), connection_(loop, std::move(client), *this) {}

  std::size_t most_packets(const bridge::Connection&) override { return 1; }
  void on_batch(bridge::Connection&) override {}
  void on_writable(bridge::Connection&) override {}
  void on_ended(bridge::Connection&, const transport::ConnectionEnd&) override {}
  void on_connected(transport::SessionState) override {}
  void on_message(const core::Message&) override {}
  void on_answered(std::uint16_t, std::uint8_t) override {}
  void on_subscribed(std::uint16_t, std::uint8_t) override {}
  void on_unsubscribed(std::uint16_t) override {}

  FakeClient* client_;
  bridge::Connection connection_;
};

}  // namespace mfp::test
