#pragma once

#include <sys/eventfd.h>
#include <unistd.h>

#include <deque>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "transport/mqtt_client.hpp"

namespace mfp::test {

/// What the clients of one bridge did, in order, as lines like `P publish fbp` or `S write`.
using Journal = std::vector<std::string>;

/// An MqttClient without a broker: it writes down what it is told, and tells its listener what the test says.
class FakeClient final : public transport::MqttClient {
 public:
  /// The broker's host is an address, which needs no lookup, unless the test says otherwise.
  FakeClient(std::string name, Journal& journal,
             core::BrokerUrl broker = {core::Security::plain, "127.0.0.1", 1883, {}, {}})
      : name_(std::move(name)), journal_(journal), broker_(std::move(broker)) {}
  ~FakeClient() override { close_socket(); }

  /// Happens at the next `read`, in one batch with what was given before.
  void will(std::function<void(transport::MqttListener&)> event) {
    events_.push_back(std::move(event));
    wake();
  }
  void will_end(transport::ConnectionEnd end) {
    end_ = std::move(end);
    ending_ = true;
    wake();
  }

  [[nodiscard]] const core::BrokerUrl& broker() const override { return broker_; }
  core::Result<void> connect(transport::MqttListener& listener, const std::string& address) override {
    note("connect");
    addresses.push_back(address);
    listener_ = &listener;
    socket_ = eventfd(0, EFD_NONBLOCK);
    subscribed_.clear();
    ending_ = false;
    last_packet = 0;
    return {};
  }
  void close() override {
    note("close");
    close_socket();
    events_.clear();
  }
  void disconnect(transport::SessionAfter session) override {
    note(session == transport::SessionAfter::ended ? "disconnect for good" : "disconnect");
    close_socket();
  }
  tl::expected<std::uint16_t, transport::PublishError> publish(const transport::OutgoingMessage& message) override {
    note("publish " + message.topic + " qos " + std::to_string(message.qos));
    if (subscribed_.contains(message.topic)) come_back(message.topic, std::string(message.payload));
    const auto* properties = message.properties;
    published.push_back(
        {message.topic, std::string(message.payload), properties == nullptr ? core::MessageProperties{} : *properties});
    return ++last_packet;
  }
  core::Result<std::uint16_t> subscribe(const std::string& filter, std::uint32_t identifier,
                                        transport::Retained retained) override {
    if (filter == refused_filter) return core::fail("refused by the test");
    note("subscribe " + filter);
    subscribed_.insert(filter);
    last_identifier = identifier;
    last_retained = retained;
    return ++last_packet;
  }
  core::Result<std::uint16_t> unsubscribe(const std::string& filter) override {
    note("unsubscribe " + filter);
    subscribed_.erase(filter);
    return ++last_packet;
  }
  [[nodiscard]] int socket() const override { return socket_; }
  [[nodiscard]] bool wants_write() const override { return full; }
  bool read(std::size_t) override {
    eventfd_t count = 0;
    (void)eventfd_read(socket_, &count);
    for (auto& event : std::exchange(events_, {})) event(*listener_);
    return !ending_;
  }
  bool write() override {
    note("write");
    return true;
  }
  bool keep_alive() override { return true; }
  [[nodiscard]] const transport::ConnectionEnd& end() const override { return end_; }

  /// Since the last connect.
  std::uint16_t last_packet = 0;
  struct Published {
    std::string topic;
    std::string payload;
    core::MessageProperties properties;
  };
  std::vector<Published> published;
  /// The socket takes no more.
  bool full = false;
  /// One that cannot be sent.
  std::string refused_filter;
  std::uint32_t last_identifier = 0;
  transport::Retained last_retained = transport::Retained::when_new;
  /// That it was to connect to.
  std::vector<std::string> addresses;

 private:
  void note(const std::string& what) { journal_.push_back(name_ + " " + what); }
  /// As from a broker, what it publishes where it listens.
  void come_back(const std::string& topic, const std::string& payload) {
    will([topic, payload](transport::MqttListener& listener) {
      listener.on_message({topic, payload, 0, false, {}, nullptr});
    });
  }
  void wake() const {
    if (socket_ >= 0) (void)eventfd_write(socket_, 1);
  }
  void close_socket() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
  }

  std::string name_;
  Journal& journal_;
  core::BrokerUrl broker_;
  transport::MqttListener* listener_ = nullptr;
  std::set<std::string> subscribed_;
  std::deque<std::function<void(transport::MqttListener&)>> events_;
  transport::ConnectionEnd end_;
  int socket_ = -1;
  bool ending_ = false;
};

}  // namespace mfp::test
