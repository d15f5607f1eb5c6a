#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mfp::core {

/// Decodes the character that begins at `text[position]` and moves `position` past it.
/// Nothing when the bytes are not well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms); `position` stays.
[[nodiscard]] std::optional<char32_t> next_character(std::string_view text, std::size_t& position);

/// Where the first byte stands that is not part of well-formed UTF-8; nothing when all is well.
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view text);

/// How many characters the text has, invalid bytes counted one each.
[[nodiscard]] std::size_t count_characters(std::string_view text);

/// The text for a person's terminal: control characters as a blank, invalid UTF-8 as `?`, one column for each.
[[nodiscard]] std::string printable(std::string_view text);

/// The small letter of a capital one; all but ASCII letters stay.
[[nodiscard]] constexpr char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

/// Without the blanks, tabs and line ends around it.
[[nodiscard]] std::string_view without_blanks(std::string_view text);

/// `4312` as `4,312`.
[[nodiscard]] std::string with_thousands(std::uint64_t number);

/// `1 outport`, `2 outports`.
[[nodiscard]] std::string counted(std::uint64_t number, std::string_view noun);

/// The number in small letters: `00ff` in 4 digits.
[[nodiscard]] std::string hexadecimal(std::uint64_t number, std::size_t digits);

/// `U+00A0`: how Unicode writes a character's number.
[[nodiscard]] std::string code_point(char32_t character);

/// `a, b and c`; of more than `most` the first, and how many more: `a, b and 3 more`.
[[nodiscard]] std::string listed(const std::vector<std::string_view>& words, std::size_t most);

/// The beginning of a line in columns: blanks follow up to `width`, but at least two.
[[nodiscard]] std::string padded(std::string text, std::size_t width);

/// FNV-1a; stable across machines and versions, so it may be stored and compared.
[[nodiscard]] constexpr std::uint64_t stable_hash(std::string_view text, std::uint64_t seed = 14695981039346656037ULL) {
  for (const char byte : text) {
    seed ^= static_cast<unsigned char>(byte);
    seed *= 1099511628211ULL;
  }
  return seed;
}

}  // namespace mfp::core
