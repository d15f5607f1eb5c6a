#pragma once

#include <chrono>

namespace mfp::bridge {

/// How long to wait before the next try to connect: "full jitter", a random part of a bound that doubles from 0.2 s
/// to 30 s, so that many clients do not come back in step.
class Backoff {
 public:
  using Duration = std::chrono::milliseconds;

  /// The next wait. `chance` is a random number from 0 to 1.
  [[nodiscard]] Duration next(double chance);

  /// A connection ended after `lived`: one that lasted makes the next wait short again.
  void connection_lasted(Duration lived);

 private:
  static constexpr Duration shortest_bound{200};
  static constexpr Duration longest_bound{30000};
  static constexpr Duration lasting{2000};
  Duration bound_ = shortest_bound;
};

}  // namespace mfp::bridge
