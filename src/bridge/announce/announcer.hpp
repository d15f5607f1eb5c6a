#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "bridge/link/connection.hpp"
#include "core/model/participant.hpp"
#include "core/msgflo/announcement_schedule.hpp"

namespace mfp::bridge {

/// Sends the discovery messages over the publisher's connection: all at once after each connect, then each spread
/// over the period. Only what the socket takes is made; the rest follows when there is room.
class Announcer {
 public:
  using Announced = std::function<void(const core::Participant&)>;

  /// `announced` is called after a participant's announcement was written for the first time.
  Announcer(system::EventLoop& loop, Connection& publisher, const std::vector<core::Participant>& participants,
            core::AnnouncementSchedule::Duration period, Announced announced);

  /// The publisher has connected.
  void restart();
  /// The participants have become others: the `fresh` ones of them are announced first, at the next `go_on`.
  void replace(const std::vector<core::Participant>& participants, std::span<const core::Participant* const> fresh);
  /// The publisher has room again.
  void go_on();
  /// The publisher is gone.
  void pause() { timer_->cancel(); }

  [[nodiscard]] bool first_round_done() const { return schedule_.first_round_done(); }

 private:
  std::optional<std::size_t> take_due(system::EventLoop::Clock::time_point now);
  void publish(std::size_t index);
  void tell_announced();

  system::EventLoop& loop_;
  Connection& publisher_;
  const std::vector<core::Participant>* participants_;
  core::AnnouncementSchedule schedule_;
  Announced announced_;
  std::unique_ptr<system::EventLoop::Timer> timer_;
  /// Due before those of the schedule.
  std::deque<std::size_t> fresh_;
  /// Handed to the library and not yet written.
  std::vector<std::size_t> batch_;
  /// By index: whether `announced_` was called.
  std::vector<bool> told_;
};

}  // namespace mfp::bridge
