#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bridge/link/connection.hpp"
#include "bridge/relay/released_subscriptions.hpp"
#include "bridge/relay/session_memory.hpp"
#include "core/mqtt/message.hpp"
#include "core/routing/change_plan.hpp"
#include "core/routing/route_table.hpp"
#include "system/warnings.hpp"

namespace mfp::bridge {

/// Brings the broker to subscribe to what the routes want, also when these change, and knows which changes are in
/// effect. Changes are numbered from 1.
class Subscriptions {
 public:
  /// All must outlive it.
  Subscriptions(system::EventLoop& loop, core::RouteTable& table, Connection& subscriber, SessionMemory& memory,
                system::Warnings& warnings);

  /// Changes the routes in force, without a gap for those that stay. Gives the change's number.
  std::uint64_t change(const core::NextRoutes& next);
  /// The same so that these are all routes.
  std::uint64_t change_to(std::span<const core::RoutePtr> wanted);
  /// The routes of a filter when all changes are made.
  [[nodiscard]] std::vector<core::RoutePtr> wanted_routes(std::string_view filter) const;

  /// The last change of which the broker has answered everything, like those before it.
  [[nodiscard]] std::uint64_t effective_change() const { return effective_change_; }
  /// What of a change the broker refused lately, as a sentence; empty when it did not.
  [[nodiscard]] std::string refusal(std::uint64_t change) const;
  /// The connection is up, and the broker has answered everything.
  [[nodiscard]] bool settled() const { return subscriber_.up() && unanswered_.empty() && waiting_.empty(); }

  void on_connected(transport::SessionState session);
  void on_subscribed(std::uint16_t packet_id, std::uint8_t reason_code);
  void on_unsubscribed(std::uint16_t packet_id) { answered(packet_id); }
  /// The connection is gone.
  void on_lost();
  /// Where edges to others led; see SessionMemory.
  [[nodiscard]] const core::KnownPorts& known_ports() const { return memory_.ports(); }
  void keep_ports(const core::KnownPorts& ports) { memory_.keep_ports(ports); }
  /// A message came; one of a subscription that the broker has let go of, maybe.
  void on_message(const core::Message& message) { released_.on_message(message); }
  /// The broker still has a subscription of a former run for the topic, or had: lets go of it.
  void disown(const std::string& topic);

 private:
  /// A SUBSCRIBE or UNSUBSCRIBE, to be sent or to be answered.
  struct Packet {
    /// The subscription's identifier; 0 for a filter of a former run.
    std::uint32_t id = 0;
    bool is_unsubscribe = false;
    /// What it is sent for.
    std::uint64_t change = 0;
    /// Of a former run.
    std::string filter;
  };

  void enqueue(Packet packet);
  void send_waiting();
  /// False when there is nothing to be sent any more, or it cannot be.
  bool send(Packet packet);
  void answered(std::uint16_t packet_id);
  void forget(const Packet& packet);
  void go_on_changing();
  void take_step(core::ChangeStep step);
  void note_effective_changes();

  core::RouteTable& table_;
  Connection& subscriber_;
  SessionMemory& memory_;
  system::Warnings& warnings_;
  ReleasedSubscriptions released_;
  std::deque<Packet> waiting_;
  std::unordered_map<std::uint16_t, Packet> unanswered_;
  /// The answers to what was sent after CONNACK are not all here yet.
  bool connecting_ = false;
  /// By change: how many of its packets are not answered.
  std::map<std::uint64_t, std::size_t> open_packets_;
  /// By subscription: how many UNSUBACKs are still to come.
  std::unordered_map<std::uint32_t, std::size_t> letting_go_;
  /// What is left to do of the change that is under way, and what is wanted after it.
  std::deque<core::ChangeStep> steps_;
  core::NextRoutes next_;
  std::uint64_t newest_change_ = 0;
  std::uint64_t planned_change_ = 0;
  std::uint64_t completed_change_ = 0;
  std::uint64_t effective_change_ = 0;
  std::map<std::uint64_t, std::string> refusals_;
};

}  // namespace mfp::bridge
