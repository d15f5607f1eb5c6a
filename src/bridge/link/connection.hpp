#pragma once

#include <memory>

#include "system/address_lookup.hpp"
#include "system/event_loop.hpp"
#include "transport/mqtt_client.hpp"

namespace mfp::bridge {

/// One MQTT connection on the event loop. It writes by itself until the broker has answered CONNECT; after that only
/// when its owner says so.
class Connection {
 public:
  /// Called outside of the client's own callbacks, so that the connection may be closed from within.
  class Owner {
   public:
    Owner() = default;
    Owner(const Owner&) = delete;
    Owner& operator=(const Owner&) = delete;
    virtual ~Owner() = default;

    /// How many packets may be handled in the next batch; at least 1.
    virtual std::size_t most_packets(const Connection& connection) = 0;
    /// A batch of packets has been handled.
    virtual void on_batch(Connection& connection) = 0;
    /// There is room to write again after `flush` could not write all.
    virtual void on_writable(Connection& connection) = 0;
    /// The connection has ended, or could not be made. It may be opened again.
    virtual void on_ended(Connection& connection, const transport::ConnectionEnd& end) = 0;
  };

  /// `loop`, `listener` and `owner` must outlive the connection.
  Connection(system::EventLoop& loop, std::unique_ptr<transport::MqttClient> client, Owner& owner,
             system::Resolver resolver = system::addresses_of);

  void open(transport::MqttListener& listener);
  /// Ends it at once, without a call to the owner and without writing what waits.
  void close();
  /// Writes all and a DISCONNECT, then ends it.
  void disconnect(transport::SessionAfter session = transport::SessionAfter::kept);

  /// To be called by the listener when the broker has accepted the connection.
  void established();
  [[nodiscard]] bool up() const { return state_ == State::up; }
  [[nodiscard]] bool closed() const { return state_ == State::closed; }

  [[nodiscard]] transport::MqttClient& client() { return *client_; }
  void flush();
  /// The socket is full: what is published now waits in memory.
  [[nodiscard]] bool congested() const { return client_->wants_write(); }
  void pause_reading() { reading_ = Reading::paused; }
  void resume_reading();
  /// Call about every other second: pings, notices a broker that is silent or that does not answer at all.
  void keep_alive();

 private:
  enum class State : std::uint8_t { closed, connecting, up };
  enum class Reading : std::uint8_t { on, paused };

  void connect();
  void watch();
  void readable();
  void writable();
  void ended(const transport::ConnectionEnd& end);

  system::EventLoop& loop_;
  std::unique_ptr<transport::MqttClient> client_;
  Owner& owner_;
  transport::MqttListener* listener_ = nullptr;
  system::AddressLookup lookup_;
  /// The host's that are still to be tried.
  system::Addresses addresses_;
  std::unique_ptr<system::EventLoop::Watch> watch_;
  State state_ = State::closed;
  /// The lookup, or the try to connect to an address.
  system::EventLoop::Clock::time_point begun_;
  Reading reading_ = Reading::on;
};

}  // namespace mfp::bridge
