#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

#include "bridge/link/connection.hpp"
#include "bridge/relay/subscriptions.hpp"
#include "core/msgflo/message_report.hpp"
#include "core/routing/dispatcher.hpp"
#include "system/warnings.hpp"

namespace mfp::bridge {

/// Carries messages from the subscriber's connection to the publisher's, as the dispatcher decides. The subscriber's
/// acknowledgements are written only after the publisher's broker has acknowledged everything before them.
class Relayer final : public transport::MqttListener {
 public:
  /// All must outlive the relayer.
  Relayer(const core::RouteTable& table, Subscriptions& subscriptions, Connection& subscriber, Connection& publisher,
          system::Warnings& warnings);

  void on_connected(transport::SessionState session) override;
  void on_message(const core::Message& message) override;
  void on_answered(std::uint16_t packet_id, std::uint8_t reason_code) override;
  void on_subscribed(std::uint16_t packet_id, std::uint8_t reason_code) override {
    subscriptions_.on_subscribed(packet_id, reason_code);
  }
  void on_unsubscribed(std::uint16_t packet_id) override { subscriptions_.on_unsubscribed(packet_id); }

  /// The publisher's broker answered one of its publishes.
  void on_delivered(std::uint16_t packet_id, std::uint8_t reason_code);
  /// After each batch of packets on either connection, once the publisher is flushed: lets the subscriber
  /// acknowledge when all is safe.
  void settle();
  void on_source_lost() { dispatcher_.on_source_lost(); }
  void on_target_lost(core::TargetEnd end);

  /// `tell` is called with each message that a step skips.
  void on_skipped(std::function<void(const core::Skipped&)> tell) { skipped_ = std::move(tell); }

  [[nodiscard]] bool settled() const { return dispatcher_.settled(); }
  [[nodiscard]] std::size_t pending() const { return dispatcher_.pending(); }
  /// Routes have gone.
  void forget_former_routes() { dispatcher_.forget_former_routes(); }
  /// Why the target wants to be left alone for a while; asked once after each batch.
  [[nodiscard]] std::optional<std::string> take_retry_reason();
  /// `7 messages received, 2 sent, 19 skipped, 0 dropped`.
  [[nodiscard]] std::string summary() const;

 private:
  void carry_out();
  void perform(const core::Publish& publish, core::Actions& actions);
  void perform(const core::Acknowledge&, core::Actions&) { subscriber_.flush(); }
  void perform(const core::DeadLetter& letter, core::Actions& actions);
  void perform(const core::NotConverted& message, core::Actions& actions);
  void perform(const core::Skipped& message, core::Actions& actions);
  void perform(const core::Mismatch& mismatch, core::Actions& actions);
  void perform(const core::RetryLater& retry, core::Actions& actions);
  /// To the sender, who asked for it; see core::MessageReport.
  void report(const core::MessageProperties& properties, const core::MessageReport& report);

  core::Dispatcher dispatcher_;
  Subscriptions& subscriptions_;
  Connection& subscriber_;
  Connection& publisher_;
  system::Warnings& warnings_;
  core::Actions actions_;
  std::function<void(const core::Skipped&)> skipped_;
  std::optional<std::string> retry_reason_;
  /// Topics of messages that nobody takes, which were unsubscribed; bounded.
  std::unordered_set<std::string> disowned_;
  std::uint64_t received_ = 0;
  std::uint64_t sent_ = 0;
  std::uint64_t dropped_ = 0;
};

}  // namespace mfp::bridge
