#include "core/text/slip.hpp"

#include <algorithm>

#include "core/text/text.hpp"

namespace mfp::core {

namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

bool has_digit(std::string_view text) { return std::any_of(text.begin(), text.end(), is_digit); }

bool same(char a, char b) { return lower(a) == lower(b); }

/// What is left of two texts without their common beginning and end.
struct Difference {
  std::string_view a;
  std::string_view b;
  std::size_t prefix = 0;
  std::size_t suffix = 0;
};

Difference difference(std::string_view a, std::string_view b) {
  Difference rest{a, b};
  while (!rest.a.empty() && !rest.b.empty() && same(rest.a.front(), rest.b.front())) {
    rest.a.remove_prefix(1);
    rest.b.remove_prefix(1);
    ++rest.prefix;
  }
  while (!rest.a.empty() && !rest.b.empty() && same(rest.a.back(), rest.b.back())) {
    rest.a.remove_suffix(1);
    rest.b.remove_suffix(1);
    ++rest.suffix;
  }
  return rest;
}

/// Whether the part between is a word of one letter, as in `sensor-a`.
bool stands_alone(std::string_view name, const Difference& rest) {
  const auto is_border = [](char letter) { return letter == '-' || letter == '_' || letter == '/' || letter == '.'; };
  const std::size_t end = name.size() - rest.suffix;
  return (rest.prefix == 0 || is_border(name[rest.prefix - 1])) && (end == name.size() || is_border(name[end]));
}

}  // namespace

bool is_slip_of(std::string_view name, std::string_view other) {
  constexpr std::size_t shortest = 4;
  const auto [less, more] = std::minmax({name.size(), other.size()});
  if (name == other || more - less > 1 || less < shortest) return false;
  const Difference rest = difference(name, other);
  if (rest.a.empty() && rest.b.empty()) return true;
  if (rest.a.size() > 2 || rest.b.size() > 2) return false;
  if (rest.a.size() != rest.b.size()) return !has_digit(rest.a) && !has_digit(rest.b);
  if (has_digit(rest.a) && has_digit(rest.b)) return false;
  if (rest.a.size() == 1) return !stands_alone(name, rest);
  return same(rest.a[0], rest.b[1]) && same(rest.a[1], rest.b[0]);
}

}  // namespace mfp::core
