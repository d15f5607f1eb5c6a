#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "system/event_loop.hpp"

namespace mfp::system {

/// Tells the service manager how the process stands, in systemd's protocol: sd_notify(3), sd_watchdog_enabled(3). Does
/// nothing where NOTIFY_SOCKET names no socket.
class ServiceNotifier {
 public:
  /// `loop` must outlive it. While the loop runs, the watchdog is told so twice in the time that WATCHDOG_USEC gives.
  explicit ServiceNotifier(EventLoop& loop);

  /// It has begun, or goes on after `reloading`.
  void ready() { send("READY=1"); }
  void reloading();
  void stopping() { send("STOPPING=1"); }
  /// One line for people, in place of the one before. Sent only when it is another one.
  void status(std::string_view text);

 private:
  void feed_watchdog(EventLoop::Clock::duration interval);
  void send(std::string_view state) const;

  EventLoop& loop_;
  std::string socket_;
  std::string status_;
  std::unique_ptr<EventLoop::Timer> watchdog_;
};

}  // namespace mfp::system
