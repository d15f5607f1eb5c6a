#pragma once

#include <array>
#include <string>
#include <string_view>

namespace mfp::core {

/// A number as its decimal digits: 0.d1d2d3… * 10^point, of which 64 are kept. Zero has no digits.
class Decimal {
 public:
  /// Doubles hold no more for sure.
  static constexpr int significant_digits = 15;

  /// `digits` stand before the point, `fraction` behind it.
  Decimal(bool negative, std::string_view digits, std::string_view fraction);
  /// The significant digits of a finite number.
  explicit Decimal(double number);

  [[nodiscard]] int point() const { return point_; }

  /// Keeps `kept` digits, half away from zero; `kept` may be negative, then nothing is left.
  void round_to(int kept);

  /// As JSON writes it, without trailing zeros and `-0`; with an exponent from 1e21 on and below 1e-6.
  void append_to(std::string& out) const;

 private:
  [[nodiscard]] char at(int i) const { return i >= 0 && i < count_ ? digits_[static_cast<std::size_t>(i)] : '0'; }
  void add(char digit);
  void increment();
  void drop_zeros();
  void append_with_exponent(std::string& out) const;
  void append_plain(std::string& out) const;

  bool negative_ = false;
  std::array<char, 64> digits_{};
  int count_ = 0;
  int point_ = 0;
};

}  // namespace mfp::core
