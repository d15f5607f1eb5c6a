#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mfp::core {

/// What a payload, or a part of it, is. `structure` is a JSON object or array.
enum class ValueKind : std::uint8_t { text, number, boolean, structure };

/// A value on its way through a conversion: what it is, and its text. A text is without quotes, a number has the
/// digits that it came with, a boolean is `true` or `false`, a structure is JSON as it came. Borrowed.
struct Value {
  ValueKind kind = ValueKind::text;
  std::string_view text;
};

/// A value that a declaration holds.
struct Literal {
  ValueKind kind = ValueKind::text;
  std::string text;

  [[nodiscard]] Value value() const { return {kind, text}; }
  friend bool operator==(const Literal&, const Literal&) = default;
};

/// The value as JSON: texts in quotes, all else as it is. Appended to `out`.
void append_json(const Value& value, std::string& out);

/// The value for a message to a person: as JSON, at most `longest` bytes of it, without control characters.
[[nodiscard]] std::string shown(const Value& value, std::size_t longest = 80);

}  // namespace mfp::core
