#pragma once

#include <memory>
#include <span>
#include <vector>

#include "bridge/link/connection.hpp"
#include "core/model/participant.hpp"
#include "core/model/request_schedule.hpp"
#include "system/warnings.hpp"

namespace mfp::bridge {

/// Asks the devices that answer only when asked, over the publisher's connection and only while it is up.
class Requester {
 public:
  /// `loop`, `publisher` and `warnings` must outlive the requester.
  Requester(system::EventLoop& loop, Connection& publisher, std::span<const core::Participant> participants,
            system::Warnings& warnings);

  /// The publisher is up, and what the devices answer will arrive.
  void restart();
  /// The requests of other participants take the place of those that were there. False when they are the same, which
  /// keep their times.
  bool replace(std::span<const core::Participant> participants);
  /// The publisher has room again.
  void go_on();
  /// The publisher is gone, or the connection that the answers come on.
  void pause() { timer_->cancel(); }

 private:
  void ask(const core::Request& request);

  system::EventLoop& loop_;
  Connection& publisher_;
  std::vector<core::Request> requests_;
  core::RequestSchedule schedule_;
  system::Warnings& warnings_;
  std::unique_ptr<system::EventLoop::Timer> timer_;
};

}  // namespace mfp::bridge
