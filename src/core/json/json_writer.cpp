#include "core/json/json_writer.hpp"

#include "core/json/json_text.hpp"
#include "core/json/value.hpp"

namespace mfp::core {

void JsonWriter::key(std::string_view name) {
  text(name);
  out_ += layout_ == Layout::spaced ? ": " : ":";
  follows_value_ = false;
}

void JsonWriter::text(std::string_view text) {
  begin_value();
  if (layout_ == Layout::spaced) {
    out_ += escaped_controls(json_string(text));
  } else {
    append_json({ValueKind::text, text}, out_);
  }
}

void JsonWriter::json(std::string_view json) {
  begin_value();
  if (layout_ == Layout::spaced) {
    out_ += spaced_json(json);
  } else {
    out_ += json;
  }
}

void JsonWriter::begin_value() {
  if (follows_value_) out_ += ',';
  if (follows_value_ && !new_line_ && layout_ == Layout::spaced) out_ += ' ';
  break_line();
  follows_value_ = true;
}

void JsonWriter::add(std::string_view name, std::string_view value) {
  key(name);
  text(value);
}

void JsonWriter::add_json(std::string_view name, std::string_view value) {
  key(name);
  json(value);
}

void JsonWriter::begin(char bracket) {
  begin_value();
  out_ += bracket;
  follows_value_ = false;
}

void JsonWriter::end(char bracket) {
  break_line();
  out_ += bracket;
  follows_value_ = true;
}

void JsonWriter::break_line() {
  if (!new_line_) return;
  out_ += '\n';
  out_ += *new_line_;
  new_line_.reset();
}

std::string json_string(std::string_view text) {
  std::string json;
  append_json({ValueKind::text, text}, json);
  return json;
}

}  // namespace mfp::core
