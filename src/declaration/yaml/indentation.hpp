#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "declaration/yaml/report.hpp"
#include "declaration/yaml/text_check.hpp"

namespace mfp::declaration {

/// What is wrong where the indentation of the line at `position` is that of no key or item above it: how many blanks
/// it has, and with how many it would belong to what. Nothing when the indentation fits.
[[nodiscard]] std::optional<TextProblem> explain_indentation(std::string_view text, std::size_t position);

/// The same for a first line that is indented more than the one at `position`, where the parser sees another document.
[[nodiscard]] std::optional<TextProblem> explain_first_indentation(std::string_view text, std::size_t position);

/// Warns of items of a list that are indented so far that they continue the text above them. Cost: O(nodes).
void check_continued_items(const Document& document, Report& report);

}  // namespace mfp::declaration
