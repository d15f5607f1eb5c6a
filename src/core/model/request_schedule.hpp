#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "core/model/request.hpp"

namespace mfp::core {

/// When devices are asked: each request once after `restart`, one after another, and those with a period again each
/// time it has passed. They keep the distance that they began with, so that forty devices never answer at once.
class RequestSchedule {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  using Duration = std::chrono::steady_clock::duration;
  /// Between two devices after a start; less when the whole round would take longer than `longest_round`.
  static constexpr std::chrono::milliseconds distance{50};
  static constexpr std::chrono::seconds longest_round{10};

  explicit RequestSchedule(std::span<const Request> requests);

  /// Begins anew: after each connect.
  void restart(TimePoint now);

  /// The index of a request that is due, or nothing. After a long sleep the missed rounds are left out.
  [[nodiscard]] std::optional<std::size_t> take_due(TimePoint now);

  /// When `take_due` will give one again; nothing when there is none left.
  [[nodiscard]] std::optional<TimePoint> next_due() const;

 private:
  struct Turn {
    TimePoint due;
    std::size_t request;
  };
  static bool is_later(const Turn& a, const Turn& b) { return a.due > b.due; }
  void add(Turn turn);

  /// By request; zero for those that are asked once.
  std::vector<Duration> periods_;
  /// A heap, the next turn first.
  std::vector<Turn> turns_;
};

}  // namespace mfp::core
