#pragma once

#include <cstddef>
#include <string_view>

namespace mfp::declaration {

/// Where the line begins that holds `position`.
[[nodiscard]] std::size_t start_of_line(std::string_view text, std::size_t position);

/// The line that begins at `start`, without its end.
[[nodiscard]] std::string_view line_at(std::string_view text, std::size_t start);

/// Where the last line above `start` begins that holds more than blanks and a comment; `start` when there is none.
[[nodiscard]] std::size_t start_of_content_above(std::string_view text, std::size_t start);

/// Whether only blanks and the dashes of lists stand before `position` in its line.
[[nodiscard]] bool starts_line(std::string_view text, std::size_t position);

/// Whether `offset` lies between quotes of the line, as far as the line alone tells.
[[nodiscard]] bool is_in_quotes(std::string_view line, std::size_t offset);

/// The line up to its comment, as far as the line alone tells.
[[nodiscard]] std::string_view without_comment(std::string_view line);

}  // namespace mfp::declaration
