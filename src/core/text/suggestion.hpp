#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace mfp::core {

/// The known word that somebody who typed `word` most likely meant: the one with the fewest typing errors (a letter
/// too many, too few, wrong, or two swapped; upper and lower case count as equal), if these are at most a third of
/// the word's length (at least 1, at most 3). The first one when several are equally near.
/// Else one that begins with the word or that the word begins with (`user` for `username`).
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> known);

}  // namespace mfp::core
