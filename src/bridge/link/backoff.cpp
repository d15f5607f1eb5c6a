#include "bridge/link/backoff.hpp"

#include <algorithm>

namespace mfp::bridge {

Backoff::Duration Backoff::next(double chance) {
  const Duration wait{static_cast<Duration::rep>(static_cast<double>(bound_.count()) * std::clamp(chance, 0.0, 1.0))};
  bound_ = std::min(bound_ * 2, longest_bound);
  return wait;
}

void Backoff::connection_lasted(Duration lived) {
  if (lived >= lasting) bound_ = shortest_bound;
}

}  // namespace mfp::bridge
