#include "declaration/device/type_slip.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "core/text/suggestion.hpp"

namespace mfp::declaration {

namespace {

/// Those that payloads are turned into or compared with, the likeliest first.
constexpr std::array<std::string_view, 10> types{"number",  "boolean", "string", "object", "any",
                                                 "integer", "array",   "float",  "int",    "bool"};
/// Others that flow-based systems have.
constexpr std::array<std::string_view, 9> types_of_others{"all",      "bang", "buffer", "color", "date",
                                                          "function", "json", "text",   "binary"};

}  // namespace

void warn_of_type_slip(const Reading& reading, const Entry& type, const Subject& subject) {
  const std::string_view text = type.value.text();
  const auto is_known = [&](const auto& names) { return std::find(names.begin(), names.end(), text) != names.end(); };
  if (is_known(types) || is_known(types_of_others)) return;
  const auto near = core::nearest(text, types);
  if (!near || (text.starts_with(*near) && text.size() > near->size() + 1)) return;
  reading.report.warning(type.value, name_of(type, subject) + " is " + with_quotes(text) +
                                         ", a type of your own that nothing checks; did you mean '" +
                                         std::string(*near) + "'?");
}

}  // namespace mfp::declaration
