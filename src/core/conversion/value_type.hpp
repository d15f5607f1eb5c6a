#pragma once

#include <cstdint>
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

/// Whether a payload that is passed on as it is looks like a value of the type, at a glance: structures by their
/// brackets. Everything is a text, and nothing has no type.
[[nodiscard]] bool looks_like(ValueType type, std::string_view payload);

}  // namespace mfp::core
