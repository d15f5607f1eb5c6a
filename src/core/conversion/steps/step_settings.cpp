#include "core/conversion/steps/step_settings.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "core/text/text.hpp"

namespace mfp::core {

namespace {

bool says_nothing(const Setting& setting) {
  if (const bool* flag = std::get_if<bool>(&setting)) return !*flag;
  if (const auto* values = std::get_if<std::vector<Literal>>(&setting)) return values->empty();
  const auto* entries = std::get_if<std::vector<NamedLiteral>>(&setting);
  return entries != nullptr && entries->empty();
}

/// One number for many texts, each with its length, so that none runs into the next.
class Digest {
 public:
  void operator()(std::string_view text) {
    hash_ = stable_hash(std::to_string(text.size()) + ':', hash_);
    hash_ = stable_hash(text, hash_);
  }
  void operator()(const std::string& text) { (*this)(std::string_view(text)); }
  void operator()(bool flag) { (*this)(static_cast<int>(flag)); }
  void operator()(int number) { (*this)(std::string_view(std::to_string(number))); }
  /// Enough digits to tell any two numbers apart.
  void operator()(double number) {
    constexpr int digits = 17;
    std::array<char, 40> text{};
    const int length = std::snprintf(text.data(), text.size(), "%.*g", digits, number);
    (*this)(std::string_view(text.data(), static_cast<std::size_t>(length)));
  }
  void operator()(const Literal& literal) {
    (*this)(static_cast<int>(literal.kind));
    (*this)(std::string_view(literal.text));
  }
  void operator()(const NamedLiteral& entry) {
    (*this)(std::string_view(entry.name));
    (*this)(entry.value);
  }
  template <class T>
  void operator()(const std::vector<T>& values) {
    (*this)(static_cast<int>(values.size()));
    for (const T& value : values) (*this)(value);
  }
  [[nodiscard]] std::uint64_t hash() const { return hash_; }

 private:
  std::uint64_t hash_ = stable_hash("");
};

bool is_before(const std::pair<std::string_view, Setting>& setting, std::string_view key) {
  return setting.first < key;
}

}  // namespace

void StepSettings::set(std::string_view key, Setting value) {
  if (says_nothing(value)) return;
  const auto place = std::lower_bound(settings_.begin(), settings_.end(), key, is_before);
  if (place != settings_.end() && place->first == key) {
    place->second = std::move(value);
  } else {
    settings_.emplace(place, key, std::move(value));
  }
}

const Setting* StepSettings::find(std::string_view key) const {
  const auto place = std::lower_bound(settings_.begin(), settings_.end(), key, is_before);
  return place != settings_.end() && place->first == key ? &place->second : nullptr;
}

std::uint64_t StepSettings::hash() const {
  Digest digest;
  for (const auto& [key, setting] : settings_) {
    digest(key);
    digest(static_cast<int>(setting.index()));
    std::visit([&](const auto& value) { digest(value); }, setting);
  }
  return digest.hash();
}

}  // namespace mfp::core
