#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "declaration/yaml/text_check.hpp"
#include "declaration/yaml/value.hpp"

namespace mfp::declaration {

/// A text with `{name}` in the line at `position` that lacks its quotes, so that YAML takes the brace for the beginning
/// of a map: the cause of whatever the parser says of that line.
[[nodiscard]] std::optional<TextProblem> explain_braces(std::string_view text, std::size_t position);

/// `; a text with braces needs quotes: '{role}'`, of a value that is a map but looks like a text; else empty.
[[nodiscard]] std::string braces_hint(const Value& value);

}  // namespace mfp::declaration
