#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "core/text/text_problem.hpp"

namespace mfp::core {

/// A text with `{name}` places, cut into pieces once. `{{` and `}}` are braces.
struct TemplatePiece {
  enum class Kind : std::uint8_t { text, name };
  Kind kind = Kind::text;
  /// Of a name: what stands between its braces.
  std::string text;
  /// The byte of the template at which it begins; of a name, at which its `{` stands.
  std::size_t offset = 0;

  friend bool operator==(const TemplatePiece&, const TemplatePiece&) = default;
};

/// A name is a letter with letters, digits, `_` and `-`; after a dot it may name a part (`value.ENERGY.Power`) with
/// any characters but braces. Adjacent text is one piece. Errors: the first brace that is neither.
[[nodiscard]] tl::expected<std::vector<TemplatePiece>, TextProblem> parse_template(std::string_view text);

/// Whether `{name}` may name a value: a letter with letters, digits, `_` and `-`.
[[nodiscard]] bool is_template_name(std::string_view name);

/// The text with its braces doubled: what stands for itself in a template.
[[nodiscard]] std::string with_doubled_braces(std::string_view text);

}  // namespace mfp::core
