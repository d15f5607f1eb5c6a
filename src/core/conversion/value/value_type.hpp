#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/json/json_document.hpp"
#include "core/json/value.hpp"

namespace mfp::core {

/// What a port's `type` says of its values. MsgFlo leaves the names open; those that say nothing that could be checked
/// (`any`, `bang`, `color`, …) are `any`.
enum class ValueType : std::uint8_t { any, number, integer, boolean, text, object, array };

[[nodiscard]] ValueType value_type_of(std::string_view name);

/// `number expected`: what a value of this type is, for messages.
[[nodiscard]] std::string_view expected_text(ValueType type);

/// Turns the value into one of the type: a text into what it says, a number or boolean into its text.
/// `made` is where a new spelling is written to, `reader` looks into texts that should be structures.
/// False when the value says nothing of the kind; it stays as it was.
[[nodiscard]] bool turn_into(ValueType type, Value& value, std::string& made, JsonDocument& reader);

/// A number or a boolean.
[[nodiscard]] bool is_scalar(ValueType type);

/// Whether values of the type have no parts that a path could name.
[[nodiscard]] bool has_no_parts(ValueType type);

/// Whether no value of the type can be computed with.
[[nodiscard]] bool is_never_number(ValueType type);

/// Tells of values whether they can be turned into a type; its memory is used again.
class TypeCheck {
 public:
  [[nodiscard]] bool fits(ValueType type, Value value) { return turn_into(type, value, made_, reader_); }

 private:
  std::string made_;
  JsonDocument reader_;
};

/// Whether a payload that is passed on as it is looks like a value of the type, at a glance: structures by their
/// brackets. Everything is a text, and nothing has no type.
[[nodiscard]] bool looks_like(ValueType type, std::string_view payload);

}  // namespace mfp::core
