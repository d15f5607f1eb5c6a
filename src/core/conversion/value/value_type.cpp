#include "core/conversion/value/value_type.hpp"

#include <array>
#include <cmath>
#include <utility>

#include "core/text/number.hpp"
#include "core/text/text.hpp"

namespace mfp::core {

namespace {

bool is_whole(std::string_view number) {
  if (number.find_first_of("eE") != std::string_view::npos) {
    const auto value = to_double(number);
    return value && std::floor(*value) == *value;
  }
  const std::size_t point = number.find('.');
  return point == std::string_view::npos || number.find_first_not_of('0', point + 1) == std::string_view::npos;
}

bool turn_into_number(Value& value, std::string& made) {
  if (value.kind == ValueKind::number) return true;
  if (value.kind != ValueKind::text) return false;
  made.clear();
  if (!append_number(value.text, made)) return false;
  value = {ValueKind::number, made};
  return true;
}

bool turn_into_boolean(Value& value) {
  if (value.kind == ValueKind::boolean) return true;
  const std::string_view text = without_blanks(value.text);
  if (value.kind != ValueKind::text || (text != "true" && text != "false")) return false;
  value = {ValueKind::boolean, text};
  return true;
}

bool turn_into_structure(JsonNode::Kind kind, Value& value, JsonDocument& reader) {
  if (value.kind == ValueKind::text && reader.read(value.text) == JsonDocument::Outcome::json &&
      reader.nodes().front().kind == kind) {
    value = reader.nodes().front().value();
    return true;
  }
  return value.kind == ValueKind::structure && value.text.starts_with(kind == JsonNode::Kind::object ? '{' : '[');
}

}  // namespace

ValueType value_type_of(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, ValueType>, 9> names{{{"number", ValueType::number},
                                                                         {"float", ValueType::number},
                                                                         {"integer", ValueType::integer},
                                                                         {"int", ValueType::integer},
                                                                         {"boolean", ValueType::boolean},
                                                                         {"bool", ValueType::boolean},
                                                                         {"string", ValueType::text},
                                                                         {"object", ValueType::object},
                                                                         {"array", ValueType::array}}};
  for (const auto& [known, type] : names) {
    if (name == known) return type;
  }
  return ValueType::any;
}

std::string_view expected_text(ValueType type) {
  switch (type) {
    case ValueType::number:
      return "number expected";
    case ValueType::integer:
      return "whole number expected";
    case ValueType::boolean:
      return "true or false expected";
    case ValueType::text:
      return "text expected";
    case ValueType::object:
      return "object expected";
    case ValueType::array:
      return "array expected";
    case ValueType::any:
      break;
  }
  return "value expected";
}

bool turn_into(ValueType type, Value& value, std::string& made, JsonDocument& reader) {
  switch (type) {
    case ValueType::number:
      return turn_into_number(value, made);
    case ValueType::integer: {
      Value number = value;
      if (!turn_into_number(number, made) || !is_whole(number.text)) return false;
      value = number;
      return true;
    }
    case ValueType::boolean:
      return turn_into_boolean(value);
    case ValueType::text:
      if (value.kind == ValueKind::structure) return false;
      value.kind = ValueKind::text;
      return true;
    case ValueType::object:
      return turn_into_structure(JsonNode::Kind::object, value, reader);
    case ValueType::array:
      return turn_into_structure(JsonNode::Kind::array, value, reader);
    case ValueType::any:
      break;
  }
  return true;
}

bool is_scalar(ValueType type) {
  return type == ValueType::number || type == ValueType::integer || type == ValueType::boolean;
}

bool has_no_parts(ValueType type) { return is_scalar(type) || type == ValueType::text; }

bool is_never_number(ValueType type) {
  return type == ValueType::boolean || type == ValueType::object || type == ValueType::array;
}

bool looks_like(ValueType type, std::string_view payload) {
  const std::string_view text = without_blanks(payload);
  if (text.empty()) return true;
  switch (type) {
    case ValueType::number:
      return is_json_number(text);
    case ValueType::integer:
      return is_json_number(text) && is_whole(text);
    case ValueType::boolean:
      return text == "true" || text == "false";
    case ValueType::object:
      return text.starts_with('{') && text.ends_with('}');
    case ValueType::array:
      return text.starts_with('[') && text.ends_with(']');
    case ValueType::text:
    case ValueType::any:
      break;
  }
  return true;
}

}  // namespace mfp::core
