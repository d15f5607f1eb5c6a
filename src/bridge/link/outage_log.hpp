#pragma once

#include <optional>
#include <string>

#include "system/event_loop.hpp"

namespace mfp::bridge {

/// Tells of connections to the broker that are lost or cannot be made: once for each outage, however often it is tried
/// again.
class OutageLog {
 public:
  using Duration = system::EventLoop::Clock::duration;

  /// `client_id` is what another process may use by mistake; empty when no other one can.
  OutageLog(std::string broker, std::string client_id);

  /// A connection has ended that stood for `lasted`, or could not be made.
  void begin(std::optional<Duration> lasted, const std::string& why);
  /// A connection stands.
  void end() { text_.clear(); }

  /// The outage of now, in one line; empty when there is none.
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string broker_;
  std::string client_id_;
  std::string text_;
  int short_connections_ = 0;
};

}  // namespace mfp::bridge
