#include "core/model/port_types.hpp"

#include "core/conversion/value/value_type.hpp"
#include "core/json/json_document.hpp"
#include "core/json/value.hpp"

namespace mfp::core {

namespace {

/// All but any and text, which may hold a value of each type.
bool have_nothing_in_common(ValueType a, ValueType b) {
  const auto is_open = [](ValueType type) { return type == ValueType::any || type == ValueType::text; };
  const auto is_number = [](ValueType type) { return type == ValueType::number || type == ValueType::integer; };
  return a != b && !is_open(a) && !is_open(b) && !(is_number(a) && is_number(b));
}

}  // namespace

std::optional<std::string> type_mismatch(const Participant& from, const Port& source, const Participant& to,
                                         const Port& target) {
  if (!have_nothing_in_common(value_type_of(source.type), value_type_of(target.type))) return std::nullopt;
  return port_name(from, source) + " gives " + source.type + ", and " + port_name(to, target) + " takes " + target.type;
}

std::optional<std::string> type_mismatch(std::string_view payload, const Participant& to, const Port& target) {
  JsonDocument document;
  if (document.read(payload) != JsonDocument::Outcome::json) return std::nullopt;
  Value value = document.nodes().front().value();
  std::string made;
  JsonDocument reader;
  if (turn_into(value_type_of(target.type), value, made, reader)) return std::nullopt;
  return port_name(to, target) + " takes " + target.type + ", and " + shown(value) + " is none";
}

}  // namespace mfp::core
