#pragma once

#include <memory>

#include "core/routing/dispatcher.hpp"
#include "core/routing/skip_summary.hpp"
#include "system/event_loop.hpp"

namespace mfp::bridge {

/// Tells of messages that steps skip: a summary at info, each one at debug. What `where` and `only_changes` leave out
/// is meant so, and shown at debug only.
class SkipLog {
 public:
  explicit SkipLog(system::EventLoop& loop) : loop_(loop), timer_(loop.timer()) {}

  void take(const core::Skipped& message);
  /// Before the end: what was not told yet.
  void finish();

 private:
  void set_timer();

  system::EventLoop& loop_;
  core::SkipSummary summary_;
  std::unique_ptr<system::EventLoop::Timer> timer_;
  bool timer_is_set_ = false;
};

}  // namespace mfp::bridge
