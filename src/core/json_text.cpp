#include "core/json_text.hpp"

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

std::string compact_json(std::string_view json) {
  std::string out;
  for_each_part(json, [&out](std::string_view part) { out += part; });
  return out;
}

std::string spaced_json(std::string_view json) {
  std::string out;
  for_each_part(json, [&out](std::string_view part) {
    out += part;
    if (part == "," || part == ":") out += ' ';
  });
  return out;
}

}  // namespace mfp::core
