#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/routing/edge_table.hpp"
#include "system/event_loop.hpp"

namespace mfp::bridge {

/// `3 edges; 1 waits for display`; empty without edges.
[[nodiscard]] std::string edge_summary(const core::EdgeTable& edge_table);

/// Tells that other edges are in force, or wait. Who comes and goes all the time is no news: at most every ten seconds.
class EdgeLog {
 public:
  /// `loop` must outlive it. `summary` gives the line when it is told; an empty one is left out.
  EdgeLog(system::EventLoop& loop, std::function<std::string()> summary);

  void tell_soon();

 private:
  system::EventLoop& loop_;
  std::function<std::string()> summary_;
  std::unique_ptr<system::EventLoop::Timer> timer_;
  system::EventLoop::Clock::time_point told_;
  bool due_ = false;
};

}  // namespace mfp::bridge
