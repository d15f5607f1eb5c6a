#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/conversion/direction.hpp"
#include "core/json/value.hpp"

namespace mfp::core {

/// How a result is written: as JSON (`"ON"`) or bare (`ON`). Numbers and structures look the same both ways.
enum class Encoding : std::uint8_t { json, text };

/// A part of the payload has to have this value; compared by text, numbers by value too (7 is 7.0).
struct Condition {
  std::string path;
  Literal wanted;
};

struct MapEntry {
  /// The text of the values that it takes.
  std::string from;
  Literal to;
};

/// The steps of a port as declared; see Conversion for what they do. They are always taken in this order.
struct ConversionSteps {
  std::vector<Condition> where;
  /// Dots, or a JSON pointer (RFC 6901) when it begins with `/`.
  std::optional<std::string> path;
  /// RE2 syntax.
  std::optional<std::string> match;
  std::vector<Literal> ignore;
  std::vector<MapEntry> map;
  /// For values that `map` does not name.
  std::optional<Literal> otherwise;
  std::optional<double> scale;
  std::optional<double> offset;
  /// Digits after the point, 0 to 15.
  std::optional<int> round;
  /// A template of `{value}`, `{value.part}`, `{json}` and `{role}`; `{{` and `}}` are braces.
  std::optional<std::string> format;
  bool only_changes = false;
  /// Nothing: JSON on outports and bare on inports, a `format`'s text as it is.
  std::optional<Encoding> encode;
};

/// The same for equal steps of ports of one direction and type. The role counts where the steps put it in.
[[nodiscard]] std::uint64_t hash_of(const ConversionSteps& steps, Direction direction, std::string_view type,
                                    std::string_view role);

/// Which key of a port a problem is about. `type` is the port's type.
enum class StepKey : std::uint8_t {
  where,
  path,
  match,
  ignore,
  map,
  otherwise,
  scale,
  offset,
  round,
  format,
  only_changes,
  encode,
  type
};

/// The key as it is written in a declaration: `where`, `path`, …, `default` for `otherwise`.
[[nodiscard]] const char* key_name(StepKey key);

/// What is wrong with a step as declared, as the end of a sentence that begins with the key's name.
struct StepProblem {
  StepKey key = StepKey::path;
  /// Of `where`, `ignore` and `map`: which entry.
  std::size_t entry = 0;
  /// Of `path`, `match` and `format`: the byte of its text at which it goes wrong, and how many are wrong.
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string message;
};

}  // namespace mfp::core
