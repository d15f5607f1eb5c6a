#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "client/live_system.hpp"
#include "core/msgflo/message_report.hpp"

namespace mfp::client {

/// A message to a queue, and what becomes of it. Where a port relays the queue to a device's topic, its copy is waited
/// for there, or the report of the process that relays it; where nobody is known to relay it, that the broker took it
/// for somebody is all there is to know.
class Delivery {
 public:
  struct Target {
    /// `heater.TARGET`; the queue where no port is known.
    std::string name;
    std::string queue;
    /// The device's; nothing when nobody relays it.
    std::optional<std::string> topic;
  };

  enum class Outcome : std::uint8_t {
    /// On the device's topic; `text` is the payload.
    relayed,
    /// The broker has it for those who subscribed to the queue.
    accepted,
    /// Nobody has subscribed to the queue.
    unheard,
    /// By the broker.
    forbidden,
    /// By the port; `text` is the reason.
    skipped,
    refused,
    /// Nothing of that within `longest_wait`.
    silent
  };
  using Done = std::function<void(Outcome outcome, const std::string& text)>;

  static constexpr std::chrono::seconds longest_wait{5};

  explicit Delivery(LiveSystem& system) : system_(system), timer_(system.timer()) {}

  /// `expiry`: the seconds after which the broker drops it, and the copy, undelivered. Calls `done` once.
  void send(Target target, std::string payload, std::uint32_t expiry, Done done);
  /// To be called with all messages of the system.
  void hear(const core::Message& message);

  [[nodiscard]] const Target& target() const { return target_; }

 private:
  void publish(const std::string& payload, std::uint32_t expiry);
  void answered(std::uint8_t reason_code);
  void finish(Outcome outcome, const std::string& text = {});

  LiveSystem& system_;
  std::unique_ptr<system::EventLoop::Timer> timer_;
  Target target_;
  Done done_;
};

}  // namespace mfp::client
