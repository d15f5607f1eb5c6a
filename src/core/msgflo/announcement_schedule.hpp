#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace mfp::core {

/// When each participant is announced: all at once after `restart`, then again each `period`, spread over it so that
/// thousands make no bursts. A few that are due within a second go together, so that dozens wake no idle machine more
/// than once a second. MsgFlo sends each interval/2.2, so that a coordinator may miss one.
class AnnouncementSchedule {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  using Duration = std::chrono::steady_clock::duration;

  AnnouncementSchedule(std::size_t participants, Duration period) : participants_(participants), period_(period) {}

  /// Begins anew with a round of all: at the start and after each reconnect.
  void restart(TimePoint now);

  /// The participants have become others. A first round begins anew; later ones go on where they are, so that changes
  /// one after another keep nobody from being announced.
  void replace(std::size_t participants, TimePoint now);

  /// The index of a participant that is due, or nothing. After a long sleep the missed rounds are left out.
  [[nodiscard]] std::optional<std::size_t> take_due(TimePoint now);

  /// When `take_due` will give one again; meaningless without participants.
  [[nodiscard]] TimePoint next_due() const;

  /// All have been announced at least once since `restart`.
  [[nodiscard]] bool first_round_done() const { return taken_ >= participants_; }

 private:
  /// How many go together.
  [[nodiscard]] std::size_t bunch() const;

  std::size_t participants_;
  Duration period_;
  TimePoint start_{};
  std::uint64_t taken_ = 0;
};

}  // namespace mfp::core
