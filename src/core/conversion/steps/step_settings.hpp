#pragma once

#include <cassert>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "core/json/value.hpp"

namespace mfp::core {

/// A value under a name: an entry of `map`, or a condition of `where`, whose name is a path.
struct NamedLiteral {
  std::string name;
  Literal value;

  friend bool operator==(const NamedLiteral&, const NamedLiteral&) = default;
};

/// What a declaration says under one key of a step.
using Setting = std::variant<bool, int, double, std::string, Literal, std::vector<Literal>, std::vector<NamedLiteral>>;

/// A key of a step as it is written in a declaration, and what stands there.
template <class T>
struct StepKey {
  std::string_view name;
};

/// The steps of a port as declared: what it says under which key. Each step reads its own, by the keys that its file
/// declares.
class StepSettings {
 public:
  /// `key` is borrowed for good: it is a literal. A flag that is false and an empty list say as much as none.
  void set(std::string_view key, Setting value);

  template <class T>
  void set(StepKey<T> key, std::type_identity_t<T> value) {
    set(key.name, Setting(std::move(value)));
  }

  /// Null when nothing is declared there. A value of another type is a fault of the program: the field table and the
  /// step do not agree.
  template <class T>
  [[nodiscard]] const T* find(StepKey<T> key) const {
    const Setting* setting = find(key.name);
    assert(setting == nullptr || std::holds_alternative<T>(*setting));
    return std::get_if<T>(setting);
  }

  /// The same for equal settings, in whatever order they were made.
  [[nodiscard]] std::uint64_t hash() const;

 private:
  [[nodiscard]] const Setting* find(std::string_view key) const;

  /// Sorted by key.
  std::vector<std::pair<std::string_view, Setting>> settings_;
};

}  // namespace mfp::core
