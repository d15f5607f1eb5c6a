#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "bridge/connection.hpp"
#include "bridge/session_memory.hpp"
#include "bridge/warnings.hpp"
#include "core/change_plan.hpp"
#include "core/router.hpp"

namespace mfp::bridge {

/// Carries messages from the subscriber's connection to the publisher's, as the router decides. The subscriber's
/// acknowledgements are written only after the publisher's broker has acknowledged everything before them.
class Relayer final : public transport::MqttListener {
 public:
  struct Counts {
    std::uint64_t received = 0;
    std::uint64_t sent = 0;
    std::uint64_t dropped = 0;
  };

  /// All must outlive the relayer.
  Relayer(core::RouteTable& table, Connection& subscriber, Connection& publisher, SessionMemory& memory,
          Warnings& warnings);

  /// Changes the routes in force, without a gap for those that stay. Gives the change's number, from 1.
  std::uint64_t change(core::NextRoutes next);
  /// The same so that these are all routes.
  std::uint64_t change_to(std::span<const core::RoutePtr> wanted);
  /// The routes of a filter when all changes are made.
  [[nodiscard]] std::vector<core::RoutePtr> wanted_routes(std::string_view filter) const;
  /// The last change of which the broker has answered everything, like those before it.
  [[nodiscard]] std::uint64_t effective_change() const { return effective_change_; }

  void on_connected(transport::SessionState session) override;
  void on_message(const core::Message& message) override;
  void on_answered(std::uint16_t packet_id, std::uint8_t reason_code) override;
  void on_subscribed(std::uint16_t packet_id, std::uint8_t reason_code) override;
  void on_unsubscribed(std::uint16_t packet_id) override;

  /// The publisher's broker answered one of its publishes.
  void on_delivered(std::uint16_t packet_id, std::uint8_t reason_code);
  /// After each batch of packets on either connection, once the publisher is flushed: lets the subscriber
  /// acknowledge when all is safe.
  void settle();
  void on_source_lost();
  void on_target_lost(core::TargetEnd end);

  /// The subscriber is up, and all its subscriptions are answered.
  [[nodiscard]] bool subscribed() const { return subscriber_.up() && unanswered_.empty(); }
  [[nodiscard]] bool settled() const { return router_.settled(); }
  [[nodiscard]] std::size_t pending() const { return router_.pending(); }
  /// Why the target wants to be left alone for a while; asked once after each batch.
  [[nodiscard]] std::optional<std::string> take_retry_reason();
  [[nodiscard]] const Counts& counts() const { return counts_; }
  [[nodiscard]] std::uint64_t passed_over() const { return router_.passed_over(); }

 private:
  void carry_out();
  void perform(const core::Publish& publish, core::Actions& actions);
  void perform(const core::Acknowledge&, core::Actions&) { subscriber_.flush(); }
  void perform(const core::DeadLetter& letter, core::Actions& actions);
  void perform(const core::NotConverted& message, core::Actions& actions);
  void perform(const core::Mismatch& mismatch, core::Actions& actions);
  void perform(const core::RetryLater& retry, core::Actions& actions);
  void subscribe_all();
  void subscribe(const core::Subscription& subscription, std::uint64_t change);
  void unsubscribe(const std::string& filter, std::uint32_t id, std::uint64_t change);
  void unsubscribe_obsolete();
  void answered_by_broker(std::uint16_t packet_id);
  void go_on_changing();
  void take_step(core::ChangeStep step);
  void subscriptions_lost();
  void note_effective_changes();

  core::RouteTable& table_;
  core::Router router_;
  Connection& subscriber_;
  Connection& publisher_;
  SessionMemory& memory_;
  Warnings& warnings_;
  core::Actions actions_;
  std::optional<std::string> retry_reason_;
  /// A SUBACK or UNSUBACK still to come.
  struct Unanswered {
    /// The subscription's identifier; 0 for a filter of a former run.
    std::uint32_t id = 0;
    bool is_unsubscribe = false;
    /// What it was sent for.
    std::uint64_t change = 0;
  };
  std::unordered_map<std::uint16_t, Unanswered> unanswered_;
  /// The answers to what was sent after CONNACK are not all here yet.
  bool connecting_ = false;
  /// By change: how many of its packets are unanswered.
  std::map<std::uint64_t, std::size_t> unanswered_of_change_;
  /// By subscription: how many UNSUBACKs are still to come.
  std::unordered_map<std::uint32_t, std::size_t> letting_go_;
  /// What is left to do of the change that is under way, and what is wanted after it.
  std::deque<core::ChangeStep> steps_;
  core::NextRoutes next_;
  std::uint64_t newest_change_ = 0;
  std::uint64_t planned_change_ = 0;
  std::uint64_t completed_change_ = 0;
  std::uint64_t effective_change_ = 0;
  /// Topics of messages that nobody takes, which were unsubscribed; bounded.
  std::unordered_set<std::string> disowned_;
  Counts counts_;
};

}  // namespace mfp::bridge
