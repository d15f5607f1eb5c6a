#include "core/text/number.hpp"

#include <algorithm>
#include <charconv>

#include "core/text/decimal.hpp"
#include "core/text/text.hpp"

namespace mfp::core {

namespace {

std::size_t count_digits(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && text[count] >= '0' && text[count] <= '9') ++count;
  return count;
}

/// The pieces of a number, as written. Without `digits` and `fraction` it is none.
struct Spelling {
  bool negative = false;
  std::string_view digits;
  std::string_view fraction;
  /// `e5`, `E-7`, or empty.
  std::string_view exponent;
};

std::string_view take(std::string_view& text, std::size_t count) {
  const std::string_view taken = text.substr(0, count);
  text.remove_prefix(count);
  return taken;
}

std::size_t exponent_length(std::string_view text) {
  if (text.empty() || (text.front() != 'e' && text.front() != 'E')) return 0;
  const std::size_t sign = text.size() > 1 && (text[1] == '+' || text[1] == '-') ? 1 : 0;
  const std::size_t digits = count_digits(text.substr(1 + sign));
  return digits == 0 ? 0 : 1 + sign + digits;
}

/// Takes a number apart whose sign is off already; nothing when something else is in the text.
std::optional<Spelling> spelling_of(std::string_view text) {
  Spelling spelling;
  spelling.digits = take(text, count_digits(text));
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    spelling.fraction = take(text, count_digits(text));
  }
  spelling.exponent = take(text, exponent_length(text));
  if (!text.empty() || (spelling.digits.empty() && spelling.fraction.empty())) return std::nullopt;
  return spelling;
}

/// The sign of a JSON number is a `-` or nothing.
std::optional<Spelling> json_spelling_of(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  auto spelling = spelling_of(text);
  if (spelling) spelling->negative = negative;
  return spelling;
}

/// How many digits stand before the point, negative for zeros behind it, when written without an exponent.
long magnitude(const Spelling& spelling) {
  const std::size_t first = spelling.digits.find_first_not_of('0');
  const std::size_t zeros = std::min(spelling.fraction.find_first_not_of('0'), spelling.fraction.size());
  const long plain =
      first != std::string_view::npos ? static_cast<long>(spelling.digits.size() - first) : -static_cast<long>(zeros);
  // Texts are at most a mebibyte long, so an exponent beyond this decides alone.
  constexpr long largest = 100000000;
  long exponent = 0;
  std::string_view text = spelling.exponent;
  if (!text.empty()) text.remove_prefix(text.size() > 1 && text[1] == '+' ? 2 : 1);
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), exponent);
  if (failure == std::errc::result_out_of_range) exponent = text.starts_with('-') ? -largest : largest;
  return plain + std::clamp(exponent, -largest, largest);
}

}  // namespace

bool is_json_number(std::string_view text) {
  // Each number of each payload comes by here, so it is not taken apart for this.
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t digits = count_digits(text);
  if (digits == 0 || (digits > 1 && text.front() == '0')) return false;
  text.remove_prefix(digits);
  if (text.starts_with('.')) {
    const std::size_t fraction = count_digits(text.substr(1));
    if (fraction == 0) return false;
    text.remove_prefix(1 + fraction);
  }
  return text.size() == exponent_length(text);
}

bool append_number(std::string_view text, std::string& out) {
  text = without_blanks(text);
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return false;
  }
  const auto spelling = json_spelling_of(text);
  if (!spelling) return false;
  std::string_view digits = spelling->digits;
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  if (spelling->negative) out += '-';
  out += digits.empty() ? "0" : digits;
  if (!spelling->fraction.empty()) (out += '.') += spelling->fraction;
  out += spelling->exponent;
  return true;
}

std::optional<double> to_double(std::string_view json_number) {
  double number = 0;
  const auto [end, failure] = std::from_chars(json_number.data(), json_number.data() + json_number.size(), number);
  if (failure == std::errc{}) return number;
  // Out of range means too large or too small; the small ones are as good as zero.
  const auto spelling = json_spelling_of(json_number);
  return spelling && magnitude(*spelling) < 0 ? std::optional(0.0) : std::nullopt;
}

void append_computed(double number, std::string& out) { Decimal(number).append_to(out); }

bool append_rounded(std::string_view json_number, int places, std::string& out) {
  const auto spelling = json_spelling_of(json_number);
  if (!spelling) return false;
  if (spelling->fraction.empty() && spelling->exponent.empty()) {
    out += json_number == "-0" ? "0" : json_number;
    return true;
  }
  // All digits of a longer one may not be kept; the double's are enough then.
  constexpr std::size_t short_enough = 60;
  std::optional<Decimal> decimal;
  if (spelling->exponent.empty() && spelling->digits.size() + spelling->fraction.size() <= short_enough) {
    decimal.emplace(spelling->negative, spelling->digits, spelling->fraction);
  } else {
    const auto number = to_double(json_number);
    if (!number) return false;
    decimal.emplace(*number);
  }
  decimal->round_to(std::min(decimal->point() + places, Decimal::significant_digits));
  decimal->append_to(out);
  return true;
}

bool same_number(std::string_view a, std::string_view b) {
  if (a == b) return true;
  if (a == "-0") a = "0";
  if (b == "-0") b = "0";
  constexpr std::string_view not_whole = ".eE";
  // Integers are compared digit by digit: doubles do not tell large ones apart.
  if (a.find_first_of(not_whole) == std::string_view::npos && b.find_first_of(not_whole) == std::string_view::npos)
    return a == b;
  const auto left = to_double(a);
  const auto right = to_double(b);
  return left && right && *left == *right;
}

}  // namespace mfp::core
