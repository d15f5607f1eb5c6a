#pragma once

#include <cstdint>
#include <string_view>

#include "core/json/value.hpp"
#include "core/text/text_problem.hpp"

namespace mfp::core {

/// A node of a JSON text. A structure's first child is the node after it, its next sibling is at `end`.
struct JsonNode {
  enum class Kind : std::uint8_t { text, number, boolean, null, object, array };
  Kind kind = Kind::null;
  /// Index of the first node that does not belong to this one.
  std::uint32_t end = 0;
  /// The member's name, unescaped; empty for elements of arrays and for the root.
  std::string_view key;
  /// Texts without quotes and unescaped, all else as it stands in the JSON.
  std::string_view text;

  [[nodiscard]] bool is_structure() const { return kind == Kind::object || kind == Kind::array; }
  /// Meaningless for null.
  [[nodiscard]] Value value() const;
};

/// Where a node stands in the text that was read.
struct JsonPlace {
  /// The member's name in its quotes; empty for elements and for the root.
  TextRange key;
  TextRange value;
};

}  // namespace mfp::core
