#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/conversion/conversion_steps.hpp"
#include "core/conversion/direction.hpp"
#include "core/conversion/pattern.hpp"
#include "core/conversion/value_type.hpp"
#include "core/json/json_path.hpp"

namespace mfp::core {

/// The steps of a port, ready to be taken. Made by compile_plan, carried out by Conversion.
struct ConversionPlan {
  struct WhereStep {
    std::string name;
    JsonPath path;
    Literal wanted;
  };
  struct PathStep {
    std::string name;
    JsonPath path;
  };
  struct MatchStep {
    std::string name;
    Pattern pattern;
  };
  struct FormatPiece {
    enum class Kind : std::uint8_t { text, value, part, json };
    Kind kind = Kind::text;
    /// The text, or the part's path as written.
    std::string text;
    std::optional<JsonPath> path;
  };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Map = std::unordered_map<std::string, Literal, TextHash, std::equal_to<>>;

  Direction direction = Direction::out;
  ValueType type = ValueType::any;
  std::vector<WhereStep> where;
  std::optional<PathStep> path;
  std::optional<MatchStep> match;
  std::vector<Literal> ignore;
  std::optional<Map> map;
  std::optional<Literal> otherwise;
  std::optional<double> scale;
  std::optional<double> offset;
  std::optional<int> round;
  std::optional<std::vector<FormatPiece>> format;
  bool only_changes = false;
  Encoding encoding = Encoding::json;
  std::uint64_t steps_hash = 0;
};

/// Compiles what can be compiled; each step that cannot is a problem.
[[nodiscard]] ConversionPlan compile_plan(const ConversionSteps& steps, Direction direction, std::string_view type,
                                          std::string_view role, std::vector<StepProblem>& problems);

/// The steps that can never get along with each other or with the port's type.
[[nodiscard]] std::vector<StepProblem> contradictions(const ConversionSteps& steps, const ConversionPlan& plan);

}  // namespace mfp::core
