#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "declaration/yaml/report.hpp"
#include "declaration/yaml/text_check.hpp"

namespace mfp::declaration {

/// Reports no-break spaces and the like where they are hardly ever meant: in keys, around values, and where they keep
/// a `:` or a `#` from meaning something. Texts in quotes may hold them. Cost: O(text); nothing more without any.
void check_invisible(const Document& document, Report& report);

/// One that stands in the line at `position`, or in the one above, outside of quotes and comments: the likeliest cause
/// of whatever the parser says of that line.
[[nodiscard]] std::optional<TextProblem> invisible_near(std::string_view text, std::size_t position);

}  // namespace mfp::declaration
