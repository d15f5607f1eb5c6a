#include "core/json/json_text.hpp"

#include "core/text/text.hpp"

namespace mfp::core {

namespace {

/// Calls `take` with each string as a whole, and with each other character that is no blank.
template <class Take>
void for_each_part(std::string_view json, Take take) {
  for (std::size_t at = 0; at < json.size();) {
    const std::size_t start = at++;
    if (json[start] == '"') {
      while (at < json.size() && json[at] != '"') at += json[at] == '\\' ? 2 : 1;
      ++at;
    }
    if (json[start] != ' ' && json[start] != '\n' && json[start] != '\r' && json[start] != '\t') {
      take(json.substr(start, at - start));
    }
  }
}

}  // namespace

std::string escaped_controls(std::string_view json) {
  constexpr char delete_character = 0x7F;
  std::string out;
  for (std::size_t at = 0; at < json.size(); ++at) {
    // U+0080 to U+009F are two bytes, 0xC2 and the number.
    const bool is_c1 = json[at] == '\xC2' && at + 1 < json.size() && json[at + 1] < '\xA0';
    if (!is_c1 && json[at] != delete_character) {
      out += json[at];
      continue;
    }
    if (is_c1) ++at;
    out += "\\u" + hexadecimal(static_cast<unsigned char>(json[at]), 4);
  }
  return out;
}

std::string compact_json(std::string_view json) {
  std::string out;
  for_each_part(json, [&out](std::string_view part) { out += escaped_controls(part); });
  return out;
}

std::string spaced_json(std::string_view json) {
  std::string out;
  for_each_part(json, [&out](std::string_view part) {
    out += escaped_controls(part);
    if (part == "," || part == ":") out += ' ';
  });
  return out;
}

}  // namespace mfp::core
