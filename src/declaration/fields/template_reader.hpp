#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "declaration/fields/block.hpp"

namespace mfp::declaration {

/// What a text is, which decides what may stand in it beside `{parameter}` and `{role}`.
enum class TemplateKind : std::uint8_t {
  /// A topic or queue: `#ROLE` is the role too, and no value may hold a wildcard.
  topic,
  /// Nothing else.
  text,
  /// The default of a parameter: `{role}` only.
  default_value,
  /// A template for a conversion: `{value}`, `{value.part}`, `{json}` and `{role}` stay for it, and so do doubled
  /// braces; those of values are doubled.
  format
};

/// The entry's text with the parameters put in that it names; `{{` and `}}` are braces. Each value is put in once and
/// never looked at again. Nothing, and a report at the place inside the text, when a brace is neither doubled nor part
/// of a known name, or when the value is no scalar.
[[nodiscard]] std::optional<std::string> read_substituted(const Reading& reading, const Entry& entry,
                                                          const Subject& subject, TemplateKind kind);

/// The text with the parameters put in that it names; all other braces stay as they are.
[[nodiscard]] std::string substituted_where_known(const Reading& reading, std::string_view text);

}  // namespace mfp::declaration
