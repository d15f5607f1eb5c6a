#include "core/json/value.hpp"

#include "core/text/text.hpp"

namespace mfp::core {

namespace {

/// What a control character is in JSON (RFC 8259 section 7).
void append_escaped(char c, std::string& out) {
  switch (c) {
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\u" + hexadecimal(static_cast<unsigned char>(c), 4);
  }
}

void append_quoted(std::string_view text, std::string& out) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < ' ') {
      append_escaped(c, out);
    } else {
      out += c;
    }
  }
  out += '"';
}

}  // namespace

void append_json(const Value& value, std::string& out) {
  if (value.kind == ValueKind::text) {
    append_quoted(value.text, out);
  } else {
    out += value.text;
  }
}

std::string shown(const Value& value, std::size_t longest) {
  std::string json;
  append_json({value.kind, value.text.substr(0, longest)}, json);
  std::string text = printable(json);
  if (value.text.size() > longest) text += "… (" + with_thousands(value.text.size()) + " bytes)";
  return text;
}

}  // namespace mfp::core
