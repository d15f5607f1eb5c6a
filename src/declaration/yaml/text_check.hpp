#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "declaration/yaml/document.hpp"

namespace mfp::declaration {

/// Something wrong in a file, before there is a tree.
struct TextProblem {
  Range range;
  std::string message;
};

/// What keeps a file from being read as text at all: UTF-16, and bytes that are not UTF-8.
[[nodiscard]] std::optional<TextProblem> find_badly_encoded(std::string_view text);

/// What keeps a file from being read as YAML at all: UTF-16, bytes that are not UTF-8, U+0000 and other control
/// characters (YAML 1.2 section 5.1; the parser would take U+0004 for the end of the file).
[[nodiscard]] std::optional<TextProblem> find_unreadable(std::string_view text);

/// The length of a quoted scalar, whose first character is its quote, with both quotes; nothing when it is not closed.
[[nodiscard]] std::optional<std::size_t> quoted_length(std::string_view text);

/// The alias that stands at `position`, with its `*`.
[[nodiscard]] std::string_view alias_at(std::string_view text, std::size_t position);

/// The parser's complaint about the line at `position` in words that say what to do. A tab in the line's indentation
/// is named first, since that is what is wrong then, whatever the parser says.
[[nodiscard]] TextProblem explain_syntax(std::string_view text, std::uint32_t position, std::string_view complaint);

}  // namespace mfp::declaration
