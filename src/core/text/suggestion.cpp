#include "core/text/suggestion.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <vector>

#include "core/text/text.hpp"

namespace mfp::core {

namespace {

/// Nobody means a key by a text longer than this, and the distance costs the product of the lengths.
constexpr std::size_t longest_word = 64;

/// Damerau-Levenshtein distance in its common form, where no part is edited twice; three rows of the matrix suffice.
std::size_t typing_errors(std::string_view a, std::string_view b) {
  std::array<std::vector<std::size_t>, 3> rows;
  for (auto& row : rows) row.resize(b.size() + 1);
  std::iota(rows[1].begin(), rows[1].end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& [before_last, last, row] = rows;
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = core::lower(a[i - 1]) == core::lower(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
      const bool swapped = i > 1 && j > 1 && core::lower(a[i - 1]) == core::lower(b[j - 2]) &&
                           core::lower(a[i - 2]) == core::lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    std::rotate(rows.begin(), rows.begin() + 1, rows.end());
  }
  return rows[1].back();
}

/// `user` for `username`, `topic_name` for `topic`.
std::optional<std::string_view> with_same_beginning(std::string_view word, std::span<const std::string_view> known) {
  constexpr std::size_t shortest_beginning = 4;
  for (const std::string_view candidate : known) {
    if (std::min(word.size(), candidate.size()) < shortest_beginning) continue;
    if (word.starts_with(candidate) || candidate.starts_with(word)) return candidate;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> known) {
  if (word.empty() || word.size() > longest_word) return std::nullopt;
  std::size_t fewest = std::clamp<std::size_t>(word.size() / 3, 1, 3) + 1;
  std::optional<std::string_view> found;
  for (const std::string_view candidate : known) {
    // A word of one letter is one error away from every other one.
    if (candidate.empty() || candidate.size() > longest_word || word.size() + candidate.size() < 4) continue;
    const std::size_t errors = typing_errors(word, candidate);
    if (errors >= fewest) continue;
    fewest = errors;
    found = candidate;
  }
  return found ? found : with_same_beginning(word, known);
}

}  // namespace mfp::core
