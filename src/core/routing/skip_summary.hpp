#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mfp::core {

/// Counts the messages that ports skip, for a log that stays readable: a port is told of 10 s after its first one, and
/// then at most once an hour; when there are many ports, those with most messages, and how many others there are.
/// Pure: the time comes in.
class SkipSummary {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::seconds first_wait{10};
  static constexpr std::chrono::hours between{1};
  static constexpr std::size_t most_lines = 8;
  /// To say why costs more than to skip, so more than these in a second are not counted.
  static constexpr std::uint32_t most_in_a_second = 1000;

  /// Whether one more may be counted now.
  [[nodiscard]] bool has_room(TimePoint now);
  void count(const std::string& port, std::string reason, TimePoint now);

  /// The lines due now: `12 messages of kitchen-plug.POWER skipped: no path ENERGY.Power`.
  [[nodiscard]] std::vector<std::string> take_due(TimePoint now);
  /// The same of all that was not told yet.
  [[nodiscard]] std::vector<std::string> take_all();
  /// When `take_due` has work; nothing when nothing waits.
  [[nodiscard]] std::optional<TimePoint> next_due() const;

 private:
  struct Entry {
    std::uint64_t count = 0;
    /// Of the last one.
    std::string reason;
    TimePoint due;
  };
  struct Line {
    std::uint64_t count;
    std::string port;
    std::string reason;
  };

  std::vector<std::string> texts_of(std::vector<Line> lines);

  std::map<std::string, Entry> entries_;
  /// All ports that were told of before are told of together.
  TimePoint next_round_;
  TimePoint second_;
  std::uint32_t in_second_ = 0;
  bool some_not_counted_ = false;
};

}  // namespace mfp::core
