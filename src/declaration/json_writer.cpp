#include "declaration/json_writer.hpp"

namespace mfp::declaration {

namespace {

// Recursion is bounded: a tree is at most `most_nesting` deep, aliases included.
void append(std::string& out, Report& report, const Value& value);

void append_list(std::string& out, Report& report, const Value& list) {
  out += '[';
  for (const Value& item : items(list)) {
    if (out.back() != '[') out += ',';
    append(out, report, item);
  }
  out += ']';
}

void append_map(std::string& out, Report& report, const Value& map) {
  out += '{';
  for (const Entry& entry : entries(map)) {
    if (out.back() != '{') out += ',';
    out += json_string(entry.key.text());
    out += ':';
    append(out, report, entry.value);
  }
  out += '}';
}

void append_scalar(std::string& out, Report& report, const Value& scalar) {
  const auto json = scalar_to_json(scalar);
  if (!json) report.error(scalar, json.error().message);
  out += json ? *json : "null";
}

void append(std::string& out, Report& report, const Value& value) {
  if (value.kind() == Kind::list) return append_list(out, report, value);
  if (value.kind() == Kind::map) return append_map(out, report, value);
  append_scalar(out, report, value);
}

}  // namespace

std::string to_json(Report& report, const Value& value) {
  std::string out;
  append(out, report, value);
  return out;
}

}  // namespace mfp::declaration
