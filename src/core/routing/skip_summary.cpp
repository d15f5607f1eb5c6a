#include "core/routing/skip_summary.hpp"

#include <algorithm>
#include <utility>

#include "core/text/text.hpp"

namespace mfp::core {

bool SkipSummary::has_room(TimePoint now) {
  if (now - second_ >= std::chrono::seconds(1)) {
    second_ = now;
    in_second_ = 0;
  }
  if (in_second_ < most_in_a_second) {
    ++in_second_;
    return true;
  }
  some_not_counted_ = true;
  return false;
}

void SkipSummary::count(const std::string& port, std::string reason, TimePoint now) {
  const auto [known, is_new] = entries_.try_emplace(port);
  Entry& entry = known->second;
  if (is_new) entry.due = now + first_wait;
  ++entry.count;
  entry.reason = std::move(reason);
}

std::vector<std::string> SkipSummary::take_due(TimePoint now) {
  if (next_round_ <= now) next_round_ = now + between;
  std::vector<Line> lines;
  for (auto entry = entries_.begin(); entry != entries_.end();) {
    if (entry->second.due > now) {
      ++entry;
    } else if (entry->second.count == 0) {
      entry = entries_.erase(entry);
    } else {
      lines.push_back({std::exchange(entry->second.count, 0), entry->first, entry->second.reason});
      entry->second.due = std::max(next_round_, now + between);
      ++entry;
    }
  }
  return texts_of(std::move(lines));
}

std::vector<std::string> SkipSummary::take_all() {
  std::vector<Line> lines;
  for (auto& [port, entry] : std::exchange(entries_, {})) {
    if (entry.count > 0) lines.push_back({entry.count, port, std::move(entry.reason)});
  }
  return texts_of(std::move(lines));
}

std::optional<SkipSummary::TimePoint> SkipSummary::next_due() const {
  std::optional<TimePoint> next;
  for (const auto& [port, entry] : entries_) next = std::min(next.value_or(entry.due), entry.due);
  return next;
}

std::vector<std::string> SkipSummary::texts_of(std::vector<Line> lines) {
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.count > b.count; });
  const bool is_least = std::exchange(some_not_counted_, false);
  std::vector<std::string> texts;
  for (const Line& line : lines) {
    if (texts.size() == most_lines) {
      texts.push_back(counted(lines.size() - most_lines, "more port") +
                      " skipped messages; --log-level debug shows each");
      break;
    }
    texts.push_back((is_least ? "more than " : "") + counted(line.count, "message") + " of " + line.port +
                    " skipped: " + line.reason);
  }
  return texts;
}

}  // namespace mfp::core
