#include "core/json/json_object.hpp"

#include "core/json/value.hpp"

namespace mfp::core {

void JsonObject::add(std::string_view key, std::string_view text) {
  begin(key);
  append_json({ValueKind::text, text}, out_);
}

void JsonObject::add_json(std::string_view key, std::string_view json) {
  begin(key);
  out_ += json;
}

void JsonObject::begin(std::string_view key) {
  // A value never ends with an open brace.
  if (out_.back() != '{') out_ += ',';
  append_json({ValueKind::text, key}, out_);
  out_ += ':';
}

}  // namespace mfp::core
