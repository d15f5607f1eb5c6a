#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/text/warning_fold.hpp"
#include "system/event_loop.hpp"

namespace mfp::system {

/// The running program's warnings: each kind once a minute, with a count of those left out.
class Warnings {
 public:
  explicit Warnings(EventLoop& loop) : loop_(loop), timer_(loop.timer()) {}

  void say(const std::string& line) {
    say(line, [&] { return line; });
  }
  /// `kind` stands for lines that differ from time to time; it is what the count is told of. `line` is called only when
  /// one is said.
  void say(const std::string& kind, const std::function<std::string()>& line);

 private:
  void set_timer();

  EventLoop& loop_;
  core::WarningFold fold_;
  std::unique_ptr<EventLoop::Timer> timer_;
};

}  // namespace mfp::system
