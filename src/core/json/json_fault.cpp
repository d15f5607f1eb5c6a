#include "core/json/json_fault.hpp"

#include <algorithm>

#include "core/text/number.hpp"

namespace mfp::core {

std::size_t control_in_string(std::string_view text) {
  bool is_inside = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') is_inside = !is_inside;
    if (is_inside && static_cast<unsigned char>(text[at]) < ' ') return at;
    if (is_inside && text[at] == '\\') ++at;
  }
  return text.size();
}

std::size_t wrong_byte(std::string_view token, std::size_t behind) {
  if (token.starts_with('"') || is_json_number(token)) return behind;
  for (const std::string_view word : {"true", "false", "null"}) {
    if (token == word) return behind;
    if (token.front() != word.front()) continue;
    const auto wrong = std::mismatch(token.begin(), token.end(), word.begin(), word.end()).first;
    return static_cast<std::size_t>(wrong - token.begin());
  }
  const std::size_t sign = token.starts_with('-') ? 1 : 0;
  const std::string_view digits = token.substr(sign);
  if (digits.size() > 1 && digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9') return sign + 1;
  return std::min(token.find_first_not_of("0123456789+-.eE"), token.size() - 1);
}

}  // namespace mfp::core
