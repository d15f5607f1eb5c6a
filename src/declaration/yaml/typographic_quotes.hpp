#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "declaration/yaml/report.hpp"
#include "declaration/yaml/text_check.hpp"

namespace mfp::declaration {

/// Reports keys and values between the quotes of word processors, which are letters for YAML. Labels and descriptions
/// are for people and may look so: a warning. Cost: O(nodes).
void check_typographic_quotes(const Document& document, Report& report);

/// A value of the line at `position` that begins with such a quote: the likeliest cause of what the parser says.
[[nodiscard]] std::optional<TextProblem> explain_typographic_quotes(std::string_view text, std::size_t position);

}  // namespace mfp::declaration
