#include "declaration/fields/decimal_comma.hpp"

#include <algorithm>

#include "declaration/yaml/report.hpp"

namespace mfp::declaration {

namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

bool are_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

std::string with_point(std::string_view text) {
  std::string number(text);
  std::replace(number.begin(), number.end(), ',', '.');
  return shortened(number);
}

}  // namespace

std::string decimal_comma_hint(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) return {};
  std::string_view whole = text.substr(0, comma);
  if (whole.starts_with('-') || whole.starts_with('+')) whole.remove_prefix(1);
  if (!are_digits(whole) || !are_digits(text.substr(comma + 1))) return {};
  return "; decimals have a point: " + with_point(text);
}

std::optional<TextProblem> decimal_comma_before(const Value& key) {
  if (key.kind() != Kind::scalar || !are_digits(key.text())) return std::nullopt;
  const std::string_view before = std::string_view(key.document().text).substr(0, key.range().position);
  if (before.size() < 2 || before.back() != ',' || !is_digit(before[before.size() - 2])) return std::nullopt;
  std::size_t start = before.size() - 1;
  while (start > 0 && is_digit(before[start - 1])) --start;
  if (start > 0 && before[start - 1] == '-') --start;
  const std::string_view number =
      std::string_view(key.document().text).substr(start, before.size() - start + key.range().length);
  return TextProblem{{static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(number.size())},
                     with_quotes(number) + " is no number; decimals have a point: " + with_point(number)};
}

bool ends_at_decimal_comma(const std::vector<Entry>& map, std::size_t index) {
  if (index + 1 == map.size()) return false;
  const Value& value = map[index].value;
  const Value& next = map[index + 1].key;
  return decimal_comma_before(next) && next_sibling(value.document(), value.index()) == next.index();
}

}  // namespace mfp::declaration
