#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "declaration/yaml/text_check.hpp"
#include "declaration/yaml/value.hpp"

namespace mfp::declaration {

/// `; decimals have a point: 0.1`, of a number that is written with a comma; else empty.
[[nodiscard]] std::string decimal_comma_hint(std::string_view text);

/// Within `{…}` YAML takes the comma of `scale: 0,1` for the end of the entry and the 1 for a key: what is wrong with
/// that key, and the range of the whole number.
[[nodiscard]] std::optional<TextProblem> decimal_comma_before(const Value& key);

/// The same of the entry before that key: its value is a part of a number only, so nobody should complain of it.
[[nodiscard]] bool ends_at_decimal_comma(const std::vector<Entry>& map, std::size_t index);

}  // namespace mfp::declaration
