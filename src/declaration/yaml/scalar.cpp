#include "declaration/yaml/scalar.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/json/json_writer.hpp"

namespace mfp::declaration {

namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view take_digits(std::string_view& rest) {
  const auto end = std::find_if_not(rest.begin(), rest.end(), is_digit);
  const std::string_view digits = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
  rest.remove_prefix(digits.size());
  return digits;
}

/// A decimal number taken apart: `[-+]? (\.[0-9]+ | [0-9]+(\.[0-9]*)?) ([eE][-+]?[0-9]+)?`.
struct Decimal {
  bool valid = false;
  bool negative = false;
  bool has_point = false;
  std::string_view whole;
  std::string_view fraction;
  /// With its letter and sign; empty when there is none.
  std::string_view exponent;
};

Decimal read_decimal(std::string_view text) {
  Decimal number;
  if (text.starts_with('-') || text.starts_with('+')) {
    number.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  number.whole = take_digits(text);
  if (text.starts_with('.')) {
    number.has_point = true;
    text.remove_prefix(1);
    number.fraction = take_digits(text);
  }
  if (number.whole.empty() && number.fraction.empty()) return number;
  number.exponent = text;
  if (!text.empty()) {
    if (text.front() != 'e' && text.front() != 'E') return number;
    text.remove_prefix(1);
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    if (take_digits(text).empty() || !text.empty()) return number;
  }
  number.valid = true;
  return number;
}

/// The base of `0x1F` and `0o17`, and 0 of all else.
int prefixed_base(std::string_view text) {
  const bool hexadecimal = text.starts_with("0x");
  if (text.size() < 3 || (!hexadecimal && !text.starts_with("0o"))) return 0;
  const std::string_view allowed = hexadecimal ? "0123456789abcdefABCDEF" : "01234567";
  if (text.find_first_not_of(allowed, 2) != std::string_view::npos) return 0;
  return hexadecimal ? 16 : 8;
}

bool is_no_finite_number(std::string_view text) {
  constexpr std::array<std::string_view, 3> not_a_number{".nan", ".NaN", ".NAN"};
  if (is_one_of(text, not_a_number)) return true;
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  constexpr std::array<std::string_view, 3> infinite{".inf", ".Inf", ".INF"};
  return is_one_of(text, infinite);
}

bool is_true(std::string_view text) {
  constexpr std::array<std::string_view, 3> words{"true", "True", "TRUE"};
  return is_one_of(text, words);
}

bool is_false(std::string_view text) {
  constexpr std::array<std::string_view, 3> words{"false", "False", "FALSE"};
  return is_one_of(text, words);
}

bool is_null(std::string_view text) {
  constexpr std::array<std::string_view, 5> words{"", "~", "null", "Null", "NULL"};
  return is_one_of(text, words);
}

core::Result<std::string> number_to_json(std::string_view text) {
  if (is_no_finite_number(text)) {
    return core::fail("is no number that JSON can carry; put it in quotes if it is meant as a text");
  }
  if (const int base = prefixed_base(text); base != 0) {
    std::uint64_t number = 0;
    const auto [end, failure] = std::from_chars(text.data() + 2, text.data() + text.size(), number, base);
    if (failure != std::errc{}) return core::fail("has more than 64 bits; write it in decimal digits");
    return std::to_string(number);
  }
  const Decimal number = read_decimal(text);
  const std::string_view whole =
      number.whole.substr(std::min(number.whole.find_first_not_of('0'), number.whole.size()));
  std::string json = number.negative ? "-" : "";
  json += whole.empty() ? "0" : whole;
  if (number.has_point) json += '.' + std::string(number.fraction.empty() ? "0" : number.fraction);
  json += number.exponent;
  return json;
}

std::string quoted_for_people(std::string_view text) { return '\'' + std::string(text) + '\''; }

core::Result<std::string> tagged_to_json(Tag tag, std::string_view text) {
  const ScalarType type = plain_type(text);
  const bool integer = type == ScalarType::integer;
  if (tag == Tag::integer && !integer) return core::fail("has the tag !!int, but is no whole number");
  if (tag == Tag::number && !integer && type != ScalarType::number) {
    return core::fail("has the tag !!float, but is no number");
  }
  if (tag == Tag::integer || tag == Tag::number) return number_to_json(text);
  if (tag == Tag::boolean) {
    if (type == ScalarType::boolean) return std::string(is_true(text) ? "true" : "false");
    return core::fail("has the tag !!bool, which takes true or false");
  }
  if (type != ScalarType::nothing) return core::fail("has the tag !!null, but is not empty");
  return std::string("null");
}

}  // namespace

ScalarType plain_type(std::string_view text) {
  if (is_null(text)) return ScalarType::nothing;
  // Most values are words or topics: their first letter tells.
  const bool may_be_number =
      is_digit(text.front()) || text.front() == '-' || text.front() == '+' || text.front() == '.';
  if (!may_be_number) return is_true(text) || is_false(text) ? ScalarType::boolean : ScalarType::text;
  if (prefixed_base(text) != 0) return ScalarType::integer;
  if (is_no_finite_number(text)) return ScalarType::number;
  const Decimal number = read_decimal(text);
  if (!number.valid) return ScalarType::text;
  return number.has_point || !number.exponent.empty() ? ScalarType::number : ScalarType::integer;
}

ScalarType scalar_type(const Value& scalar) {
  if (scalar.kind() == Kind::nothing) return ScalarType::nothing;
  switch (scalar.tag()) {
    case Tag::plain:
      return plain_type(scalar.text());
    case Tag::integer:
      return ScalarType::integer;
    case Tag::number:
      return ScalarType::number;
    case Tag::boolean:
      return ScalarType::boolean;
    case Tag::nothing:
      return ScalarType::nothing;
    default:
      return ScalarType::text;
  }
}

core::Result<std::string> scalar_to_json(const Value& scalar) {
  if (scalar.kind() == Kind::nothing) return std::string("null");
  const std::string_view text = scalar.text();
  if (scalar.tag() == Tag::binary)
    return core::fail("bytes (!!binary) can only stand in an example or be the payload of a request");
  core::Result<std::string> json;
  switch (scalar_type(scalar)) {
    case ScalarType::text:
      return core::json_string(text);
    case ScalarType::boolean:
      json = scalar.tag() == Tag::plain ? std::string(is_true(text) ? "true" : "false")
                                        : tagged_to_json(scalar.tag(), text);
      break;
    default:
      json = scalar.tag() == Tag::plain ? number_to_json(text) : tagged_to_json(scalar.tag(), text);
  }
  if (!json) return core::fail(quoted_for_people(text) + ' ' + json.error().message);
  return json;
}

std::string_view scalar_name(const Value& scalar) {
  if (scalar.tag() == Tag::binary) return "bytes (!!binary)";
  switch (scalar_type(scalar)) {
    case ScalarType::boolean:
      return "a boolean";
    case ScalarType::nothing:
      return "nothing";
    case ScalarType::text:
      return "a text";
    default:
      return "a number";
  }
}

}  // namespace mfp::declaration
