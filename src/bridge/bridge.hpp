#pragma once

#include <functional>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/announce/announcer.hpp"
#include "bridge/announce/requester.hpp"
#include "bridge/bridge_settings.hpp"
#include "bridge/edges/live_edges.hpp"
#include "bridge/edges/router_service.hpp"
#include "bridge/link/backoff.hpp"
#include "bridge/link/client_id_guard.hpp"
#include "bridge/link/connect_log.hpp"
#include "bridge/link/connection.hpp"
#include "bridge/link/outage_log.hpp"
#include "bridge/link/run_end.hpp"
#include "bridge/relay/relayer.hpp"
#include "bridge/relay/session_memory.hpp"
#include "bridge/relay/skip_log.hpp"
#include "bridge/relay/subscriptions.hpp"
#include "core/model/configuration.hpp"
#include "core/model/participant.hpp"
#include "core/routing/route_table.hpp"
#include "system/disk.hpp"
#include "system/event_loop.hpp"
#include "system/warnings.hpp"
#include "system/worker.hpp"
#include "transport/mqtt_client.hpp"

namespace mfp::bridge {

/// The running whole: two connections to the broker, kept up; announcements and relays over them.
///
/// The publisher (P) connects first, and makes sure that no other process uses the subscriber's client id. The
/// subscriber (S) follows only while P is up, and is closed without writing its acknowledgements as soon as P is gone:
/// the broker then keeps what was not delivered. All on one thread.
class Bridge final : private Connection::Owner {
 public:
  using MakeClient = std::function<std::unique_ptr<transport::MqttClient>(transport::ConnectionSettings)>;

  /// `loop` must outlive the bridge. `make_client` makes a real client or a test's.
  Bridge(system::EventLoop& loop, core::ConfigurationPtr configuration, BridgeSettings settings,
         const MakeClient& make_client);

  /// Runs until `stop` is called, the broker refuses for good, or all is announced once when that was asked for.
  [[nodiscard]] RunEnd run();

  /// Goes on with another configuration over the same connections; see same_connections. What is equal is not touched.
  /// Gives what has changed, for a person.
  std::string reconfigure(core::ConfigurationPtr next);

  [[nodiscard]] const core::ConfigurationPtr& configuration() const { return configuration_; }
  [[nodiscard]] const BridgeSettings& settings() const { return settings_; }
  [[nodiscard]] bool stopping() const { return stopping_; }
  /// The broker has let us in at least once.
  [[nodiscard]] bool was_connected() const { return was_connected_; }

  /// Stops reading, finishes what is in flight, at most 5 s, and leaves. A second call leaves at once.
  void stop();
  /// The same, and what waits for us at the broker is given up: it is for devices that are not declared any more.
  void leave();

 private:
  /// Listens on the publisher's connection.
  class PublisherListener final : public transport::MqttListener {
   public:
    explicit PublisherListener(Bridge& bridge) : bridge_(bridge) {}
    void on_connected(transport::SessionState session) override;
    void on_message(const core::Message& message) override;
    void on_answered(std::uint16_t packet_id, std::uint8_t reason_code) override;
    void on_subscribed(std::uint16_t, std::uint8_t) override {}
    void on_unsubscribed(std::uint16_t) override {}

   private:
    Bridge& bridge_;
  };

  /// What keeps one connection up.
  struct Link {
    explicit Link(system::EventLoop& loop) : timer(loop.timer()) {}
    Backoff backoff;
    std::unique_ptr<system::EventLoop::Timer> timer;
    system::EventLoop::Clock::time_point since;
  };

  std::size_t most_packets(const Connection& connection) override;
  void on_batch(Connection& connection) override;
  void on_writable(Connection& connection) override;
  void on_ended(Connection& connection, const transport::ConnectionEnd& end) override;

  void publisher_connected();
  void client_id_taken(const core::ClientIdUser& other);
  /// Another process on this machine uses the client id, and was not heard.
  void end_without_lock();
  /// The publisher is connected, and the client id is ours.
  void serve();
  void greet(std::string_view version);
  void tell_announced(const core::Participant& participant);
  void tell_status();
  void relay_batch();
  [[nodiscard]] bool listens() const;
  void announce_when_subscribed();
  void ask_when_subscribed();
  void stop_asking();
  void steer_reading();
  void open_subscriber();
  void open_publisher();
  void publisher_gone();
  void retry_later(const std::string& reason);
  void reopen_later(Connection& connection);
  void keep_alive();
  void finish_when_announced();
  void finish();
  [[nodiscard]] bool has_relays() const { return has_relays_; }

  system::EventLoop& loop_;
  core::ConfigurationPtr configuration_;
  BridgeSettings settings_;
  /// The same for all configurations that one bridge runs; see same_connections.
  const bool has_relays_;
  core::RouteTable table_;
  system::Warnings warnings_;
  OutageLog outage_log_;
  system::Worker worker_;
  SessionMemory memory_;
  system::FileLock session_lock_;
  Connection publisher_;
  Connection subscriber_;
  PublisherListener publisher_listener_;
  ClientIdGuard client_id_guard_;
  Announcer announcer_;
  Subscriptions subscriptions_;
  Relayer relayer_;
  SkipLog skip_log_;
  LiveEdges live_edges_;
  RouterService router_service_;
  Requester requester_;
  ConnectLog connect_log_;
  Link publisher_link_;
  Link subscriber_link_;
  std::unique_ptr<system::EventLoop::Timer> keep_alive_timer_;
  std::unique_ptr<system::EventLoop::Timer> version_timer_;
  std::unique_ptr<system::EventLoop::Timer> stop_timer_;
  std::minstd_rand chance_{std::random_device{}()};
  RunEnd end_;
  bool publisher_is_new_ = false;
  /// What a former run has kept is ours.
  bool is_locked_ = false;
  /// Whether announcements go out: they wait for the subscriptions, all of them or those of changed participants.
  enum class Announcing : std::uint8_t { anew, changed, on };
  Announcing announcing_ = Announcing::anew;
  /// Since the subscriptions stand: an answer that comes sooner would be missed.
  bool asking_ = false;
  /// Its time has come, but what the last connection left is not settled.
  bool subscriber_waits_ = false;
  bool stopping_ = false;
  bool finished_ = false;
  transport::SessionAfter session_after_ = transport::SessionAfter::kept;
  bool was_connected_ = false;
  std::size_t reconnects_ = 0;
};

}  // namespace mfp::bridge
