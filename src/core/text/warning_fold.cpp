#include "core/text/warning_fold.hpp"

#include <algorithm>

#include "core/text/text.hpp"

namespace mfp::core {

bool WarningFold::admit(const std::string& kind, TimePoint now) {
  const bool room = entries_.size() < most_kinds || entries_.contains(kind);
  const auto [entry, is_new] = entries_.try_emplace(room ? kind : std::string("other warnings"), Entry{now, 0});
  if (is_new) return true;
  ++entry->second.folded;
  return false;
}

std::vector<std::string> WarningFold::take_due(TimePoint now) {
  std::vector<std::string> lines;
  for (auto entry = entries_.begin(); entry != entries_.end();) {
    if (now - entry->second.since < window) {
      ++entry;
      continue;
    }
    const std::uint64_t folded = entry->second.folded;
    if (folded == 0) {
      entry = entries_.erase(entry);
      continue;
    }
    lines.push_back(entry->first + " … and " + with_thousands(folded) + " more in the last minute");
    entry->second = {now, 0};
    ++entry;
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::optional<WarningFold::TimePoint> WarningFold::next_due() const {
  std::optional<TimePoint> due;
  for (const auto& [kind, entry] : entries_) {
    if (!due || entry.since + window < *due) due = entry.since + window;
  }
  return due;
}

}  // namespace mfp::core
