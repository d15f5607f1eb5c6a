#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>

#include "bridge/link/connection.hpp"
#include "core/mqtt/message.hpp"
#include "core/routing/route_table.hpp"
#include "system/event_loop.hpp"

namespace mfp::bridge {

/// Subscriptions that the broker has let go of. It may have queued messages for them before, and delivers them after
/// its answer: so their routes stay in the table until nothing has come for a while.
class ReleasedSubscriptions {
 public:
  /// All must outlive it.
  ReleasedSubscriptions(system::EventLoop& loop, core::RouteTable& table, const Connection& subscriber)
      : loop_(loop), table_(table), subscriber_(subscriber), timer_(loop.timer()) {}

  /// The broker has let go of one that is leaving.
  void add(const core::Subscription& subscription);
  /// Each message, as nearly always there are none of these.
  void on_message(const core::Message& message) {
    if (!heard_.empty()) hear(message);
  }

 private:
  void hear(const core::Message& message);
  void sweep_later();
  void sweep();

  system::EventLoop& loop_;
  core::RouteTable& table_;
  const Connection& subscriber_;
  std::unique_ptr<system::EventLoop::Timer> timer_;
  /// By subscription: whether messages came lately.
  std::unordered_map<std::uint32_t, bool> heard_;
};

}  // namespace mfp::bridge
