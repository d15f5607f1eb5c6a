#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace bench {

/// Of times in ns, in seconds; 0 when there are none. Sorts them.
[[nodiscard]] inline double percentile(std::vector<std::int64_t>& times, std::size_t percent) {
  if (times.empty()) return 0;
  std::sort(times.begin(), times.end());
  return static_cast<double>(times[(times.size() - 1) * percent / 100]) / 1e9;
}

}  // namespace bench
