#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace mfp::core {

/// Keeps a log readable when one thing goes wrong again and again: the first warning of a kind is said at once, those
/// of the minute after it are counted and told together.
class WarningFold {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::minutes window{1};

  /// Whether to say a warning of this kind now. Otherwise it is counted.
  [[nodiscard]] bool admit(const std::string& kind, TimePoint now);

  /// The lines due now: `KIND … and 4,312 more in the last minute`, for kinds whose minute is over.
  [[nodiscard]] std::vector<std::string> take_due(TimePoint now);

  /// When `take_due` has work; nothing when no warning is being counted.
  [[nodiscard]] std::optional<TimePoint> next_due() const;

 private:
  struct Entry {
    TimePoint since;
    std::uint64_t folded = 0;
  };
  /// A stranger can invent as many topics as it likes; kinds beyond this share one entry.
  static constexpr std::size_t most_kinds = 256;

  std::unordered_map<std::string, Entry> entries_;
};

}  // namespace mfp::core
