#include "core/text/number.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/text/text.hpp"

namespace mfp::core {

namespace {

constexpr int significant_digits = 15;

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

/// A number as its decimal digits: 0.d1d2d3… * 10^point. Zero has no digits.
struct Decimal {
  bool negative = false;
  std::array<char, 64> digits{};
  int count = 0;
  int point = 0;

  void add(char digit) {
    if (count == 0 && digit == '0') {
      --point;
    } else if (count < static_cast<int>(digits.size())) {
      digits[static_cast<std::size_t>(count++)] = digit;
    }
  }

  [[nodiscard]] char at(int i) const { return i >= 0 && i < count ? digits[static_cast<std::size_t>(i)] : '0'; }

  /// Keeps `kept` digits, half away from zero; `kept` may be negative, then nothing is left.
  void round_to(int kept) {
    if (kept >= count) return drop_zeros();
    const bool up = kept >= 0 && at(kept) >= '5';
    count = std::max(kept, 0);
    if (up) increment();
    drop_zeros();
  }

  void increment() {
    int i = count - 1;
    while (i >= 0 && at(i) == '9') --i;
    if (i < 0) {
      digits[0] = '1';
      count = 1;
      ++point;
    } else {
      ++digits[static_cast<std::size_t>(i)];
      count = i + 1;
    }
  }

  void drop_zeros() {
    while (count > 0 && at(count - 1) == '0') --count;
  }
};

Decimal decimal_of(const Spelling& spelling) {
  Decimal decimal;
  decimal.negative = spelling.negative;
  decimal.point = static_cast<int>(spelling.digits.size());
  for (const char digit : spelling.digits) decimal.add(digit);
  for (const char digit : spelling.fraction) decimal.add(digit);
  return decimal;
}

/// The 15 significant digits of a finite double.
Decimal decimal_of(double number) {
  std::array<char, 32> text{};
  const auto [end, failure] = std::to_chars(text.data(), text.data() + text.size(), std::abs(number),
                                            std::chars_format::scientific, significant_digits - 1);
  // d.ddddddddddddddE±xx; 32 characters are enough, so there is no failure to look at.
  const char* exponent = std::find(text.data(), end, 'e');
  Decimal decimal;
  decimal.negative = number < 0;
  int power = 0;
  std::from_chars(exponent + (exponent[1] == '+' ? 2 : 1), end, power);
  decimal.point = power + 1;
  for (const char* digit = text.data(); digit != exponent; ++digit) {
    if (*digit != '.') decimal.add(*digit);
  }
  decimal.drop_zeros();
  return decimal;
}

void append_with_exponent(const Decimal& decimal, std::string& out) {
  out += decimal.at(0);
  if (decimal.count > 1) {
    out += '.';
    out.append(decimal.digits.data() + 1, static_cast<std::size_t>(decimal.count) - 1);
  }
  out += decimal.point > 0 ? "e+" : "e";
  out += std::to_string(decimal.point - 1);
}

void append_plain(const Decimal& decimal, std::string& out) {
  if (decimal.point <= 0) out += '0';
  for (int i = 0; i < decimal.point; ++i) out += decimal.at(i);
  if (decimal.count <= decimal.point) return;
  out += '.';
  for (int i = std::min(decimal.point, 0); i < decimal.count; ++i) {
    if (i >= 0 && i < decimal.point) continue;
    out += decimal.at(i);
  }
}

void append(const Decimal& decimal, std::string& out) {
  constexpr int longest_plain = 21;
  constexpr int smallest_plain = -6;
  if (decimal.count == 0) {
    out += '0';
    return;
  }
  if (decimal.negative) out += '-';
  if (decimal.point > longest_plain || decimal.point <= smallest_plain) {
    append_with_exponent(decimal, out);
  } else {
    append_plain(decimal, out);
  }
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

void append_computed(double number, std::string& out) { append(decimal_of(number), out); }

bool append_rounded(std::string_view json_number, int places, std::string& out) {
  const auto spelling = json_spelling_of(json_number);
  if (!spelling) return false;
  if (spelling->fraction.empty() && spelling->exponent.empty()) {
    out += json_number == "-0" ? "0" : json_number;
    return true;
  }
  constexpr std::size_t short_enough = 60;
  Decimal decimal;
  if (spelling->exponent.empty() && spelling->digits.size() + spelling->fraction.size() <= short_enough) {
    decimal = decimal_of(*spelling);
  } else {
    const auto number = to_double(json_number);
    if (!number) return false;
    decimal = decimal_of(*number);
  }
  decimal.round_to(std::min(decimal.point + places, significant_digits));
  append(decimal, out);
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
