#include "core/conversion/conversion_steps.hpp"

#include <array>
#include <cstdio>

#include "core/text/text.hpp"

namespace mfp::core {

namespace {

/// One number for many texts, each with its length, so that none runs into the next.
class Digest {
 public:
  void add(std::string_view text) {
    hash_ = stable_hash(std::to_string(text.size()) + ':', hash_);
    hash_ = stable_hash(text, hash_);
  }
  void add(const Literal& literal) {
    add(std::to_string(static_cast<int>(literal.kind)));
    add(literal.text);
  }
  /// Enough digits to tell any two numbers apart.
  void add(double number) {
    constexpr int digits = 17;
    std::array<char, 40> text{};
    add(std::string_view(text.data(),
                         static_cast<std::size_t>(std::snprintf(text.data(), text.size(), "%.*g", digits, number))));
  }
  void add(int number) { add(std::to_string(number)); }
  template <class T>
  void add(const std::optional<T>& value) {
    add(std::string_view(value ? "+" : "-"));
    if (value) add(*value);
  }
  [[nodiscard]] std::uint64_t hash() const { return hash_; }

 private:
  std::uint64_t hash_ = stable_hash("");
};

}  // namespace

std::uint64_t hash_of(const ConversionSteps& steps, Direction direction, std::string_view type, std::string_view role) {
  Digest digest;
  digest.add(static_cast<int>(direction));
  digest.add(type);
  digest.add(static_cast<int>(steps.where.size()));
  for (const Condition& condition : steps.where) {
    digest.add(condition.path);
    digest.add(condition.wanted);
  }
  digest.add(steps.path);
  digest.add(steps.match);
  digest.add(static_cast<int>(steps.ignore.size()));
  for (const Literal& ignored : steps.ignore) digest.add(ignored);
  digest.add(static_cast<int>(steps.map.size()));
  for (const MapEntry& entry : steps.map) {
    digest.add(entry.from);
    digest.add(entry.to);
  }
  digest.add(steps.otherwise);
  digest.add(steps.scale);
  digest.add(steps.offset);
  digest.add(steps.round);
  digest.add(steps.format);
  if (steps.format && steps.format->find("{role}") != std::string::npos) digest.add(role);
  digest.add(static_cast<int>(steps.only_changes));
  digest.add(steps.encode ? static_cast<int>(*steps.encode) : -1);
  return digest.hash();
}

const char* key_name(StepKey key) {
  constexpr std::array<const char*, 13> names{"where",  "path",  "match",  "ignore",       "map",    "default", "scale",
                                              "offset", "round", "format", "only_changes", "encode", "type"};
  return names[static_cast<std::size_t>(key)];
}

}  // namespace mfp::core
