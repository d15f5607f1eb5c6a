#include "core/text/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace mfp::core {

Decimal::Decimal(bool negative, std::string_view digits, std::string_view fraction)
    : negative_(negative), point_(static_cast<int>(digits.size())) {
  for (const char digit : digits) add(digit);
  for (const char digit : fraction) add(digit);
}

Decimal::Decimal(double number) : negative_(number < 0) {
  std::array<char, 32> text{};
  const auto [end, failure] = std::to_chars(text.data(), text.data() + text.size(), std::abs(number),
                                            std::chars_format::scientific, significant_digits - 1);
  // d.ddddddddddddddE±xx; 32 characters are enough, so there is no failure to look at.
  const char* exponent = std::find(text.data(), end, 'e');
  int power = 0;
  std::from_chars(exponent + (exponent[1] == '+' ? 2 : 1), end, power);
  point_ = power + 1;
  for (const char* digit = text.data(); digit != exponent; ++digit) {
    if (*digit != '.') add(*digit);
  }
  drop_zeros();
}

void Decimal::add(char digit) {
  if (count_ == 0 && digit == '0') {
    --point_;
  } else if (count_ < static_cast<int>(digits_.size())) {
    digits_[static_cast<std::size_t>(count_++)] = digit;
  }
}

void Decimal::round_to(int kept) {
  if (kept >= count_) return drop_zeros();
  const bool up = kept >= 0 && at(kept) >= '5';
  count_ = std::max(kept, 0);
  if (up) increment();
  drop_zeros();
}

void Decimal::increment() {
  int i = count_ - 1;
  while (i >= 0 && at(i) == '9') --i;
  if (i < 0) {
    digits_[0] = '1';
    count_ = 1;
    ++point_;
  } else {
    ++digits_[static_cast<std::size_t>(i)];
    count_ = i + 1;
  }
}

void Decimal::drop_zeros() {
  while (count_ > 0 && at(count_ - 1) == '0') --count_;
}

void Decimal::append_to(std::string& out) const {
  constexpr int longest_plain = 21;
  constexpr int smallest_plain = -6;
  if (count_ == 0) {
    out += '0';
    return;
  }
  if (negative_) out += '-';
  if (point_ > longest_plain || point_ <= smallest_plain) {
    append_with_exponent(out);
  } else {
    append_plain(out);
  }
}

void Decimal::append_with_exponent(std::string& out) const {
  out += at(0);
  if (count_ > 1) {
    out += '.';
    out.append(digits_.data() + 1, static_cast<std::size_t>(count_) - 1);
  }
  out += point_ > 0 ? "e+" : "e";
  out += std::to_string(point_ - 1);
}

void Decimal::append_plain(std::string& out) const {
  if (point_ <= 0) out += '0';
  for (int i = 0; i < point_; ++i) out += at(i);
  if (count_ <= point_) return;
  out += '.';
  for (int i = std::min(point_, 0); i < count_; ++i) {
    if (i >= 0 && i < point_) continue;
    out += at(i);
  }
}

}  // namespace mfp::core
