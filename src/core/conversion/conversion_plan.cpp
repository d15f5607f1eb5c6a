#include "core/conversion/conversion_plan.hpp"

#include <cmath>
#include <utility>

#include "core/text/text_template.hpp"

namespace mfp::core {

namespace {

using FormatPiece = ConversionPlan::FormatPiece;

class PlanCompiler {
 public:
  PlanCompiler(const ConversionSteps& steps, std::string_view role, std::vector<StepProblem>& problems)
      : steps_(steps), role_(role), problems_(problems) {}

  ConversionPlan compile(Direction direction, std::string_view type) {
    plan_.direction = direction;
    plan_.type = value_type_of(type);
    compile_where();
    compile_path();
    compile_match();
    compile_map();
    compile_numbers();
    compile_format();
    plan_.ignore = steps_.ignore;
    plan_.only_changes = steps_.only_changes;
    const bool bare = direction == Direction::in || steps_.format;
    plan_.encoding = steps_.encode.value_or(bare ? Encoding::text : Encoding::json);
    return std::move(plan_);
  }

 private:
  void refuse(StepKey key, std::size_t entry, TextProblem problem) {
    problems_.push_back({key, entry, problem.offset, problem.length, std::move(problem.message)});
  }

  void compile_where() {
    for (std::size_t i = 0; i < steps_.where.size(); ++i) {
      const Condition& condition = steps_.where[i];
      auto path = JsonPath::parse(condition.path);
      if (path) {
        plan_.where.push_back({"where `" + condition.path + '`', *std::move(path), condition.wanted});
      } else {
        refuse(StepKey::where, i, std::move(path.error()));
      }
    }
  }

  void compile_path() {
    if (!steps_.path) return;
    auto path = JsonPath::parse(*steps_.path);
    if (!path) return refuse(StepKey::path, 0, std::move(path.error()));
    plan_.path = ConversionPlan::PathStep{"path `" + *steps_.path + '`', *std::move(path)};
  }

  void compile_match() {
    if (!steps_.match) return;
    auto pattern = Pattern::compile(*steps_.match);
    if (!pattern) return refuse(StepKey::match, 0, std::move(pattern.error()));
    plan_.match = ConversionPlan::MatchStep{"match `" + *steps_.match + '`', *std::move(pattern)};
  }

  void compile_map() {
    if (!steps_.map.empty()) plan_.map.emplace();
    for (std::size_t i = 0; i < steps_.map.size(); ++i) {
      const MapEntry& entry = steps_.map[i];
      if (!plan_.map->emplace(entry.from, entry.to).second) {
        refuse(StepKey::map, i, {0, 0, "has the key '" + entry.from + "' twice"});
      }
    }
    plan_.otherwise = steps_.otherwise;
    if (steps_.otherwise && steps_.map.empty()) {
      refuse(StepKey::otherwise, 0, {0, 0, "is for values that 'map' does not name, and there is no 'map'"});
    }
  }

  void compile_numbers() {
    plan_.scale = finite(steps_.scale, StepKey::scale);
    plan_.offset = finite(steps_.offset, StepKey::offset);
    if (steps_.scale == 0.0) refuse(StepKey::scale, 0, {0, 0, "makes the same of every value when it is 0"});
    plan_.round = steps_.round;
    constexpr int most_places = 15;
    if (steps_.round && (*steps_.round < 0 || *steps_.round > most_places)) {
      refuse(StepKey::round, 0, {0, 0, "takes the digits after the point, 0 to 15"});
    }
  }

  std::optional<double> finite(std::optional<double> number, StepKey key) {
    if (number && !std::isfinite(*number)) refuse(key, 0, {0, 0, "takes a number that is finite"});
    return number;
  }

  void compile_format() {
    if (!steps_.format) return;
    auto pieces = parse_template(*steps_.format);
    if (!pieces) return refuse(StepKey::format, 0, std::move(pieces.error()));
    plan_.format.emplace();
    for (TemplatePiece& piece : *pieces) {
      auto compiled = piece.kind == TemplatePiece::Kind::text
                          ? FormatPiece{FormatPiece::Kind::text, std::move(piece.text), std::nullopt}
                          : placeholder(piece.text, piece.offset + 1);
      plan_.format->push_back(std::move(compiled));
    }
  }

  /// `at` is where the name stands in the format.
  FormatPiece placeholder(const std::string& name, std::size_t at) {
    constexpr std::string_view part = "value.";
    if (name == "value") return {FormatPiece::Kind::value, {}, std::nullopt};
    if (name == "json") return {FormatPiece::Kind::json, {}, std::nullopt};
    if (name == "role") return {FormatPiece::Kind::text, std::string(role_), std::nullopt};
    if (!name.starts_with(part)) {
      refuse(StepKey::format, 0,
             {at, name.size(),
              "has a place {" + name +
                  "} that nothing fills; there are {value}, {value.PART}, {json} and {role}, and "
                  "{{ and }} are braces"});
      return {};
    }
    auto path = JsonPath::parse(std::string_view(name).substr(part.size()));
    if (!path) {
      path.error().offset += at + part.size();
      refuse(StepKey::format, 0, std::move(path.error()));
      return {};
    }
    return {FormatPiece::Kind::part, name.substr(part.size()), *std::move(path)};
  }

  const ConversionSteps& steps_;
  std::string_view role_;
  std::vector<StepProblem>& problems_;
  ConversionPlan plan_;
};

}  // namespace

ConversionPlan compile_plan(const ConversionSteps& steps, Direction direction, std::string_view type,
                            std::string_view role, std::vector<StepProblem>& problems) {
  return PlanCompiler(steps, role, problems).compile(direction, type);
}

}  // namespace mfp::core
