#include <algorithm>
#include <utility>

#include "core/conversion/conversion_plan.hpp"

namespace mfp::core {

namespace {

/// Finds what can never work, whatever comes: a person would wait for a value for ever.
class ContradictionCheck {
 public:
  ContradictionCheck(const ConversionSteps& steps, const ConversionPlan& plan) : steps_(steps), plan_(plan) {}

  std::vector<StepProblem> run() {
    if (plan_.direction == Direction::in) check_graph_type();
    check_computing();
    check_parts();
    if (plan_.direction == Direction::out) check_result_type();
    return std::move(problems_);
  }

 private:
  [[nodiscard]] bool computes() const { return plan_.scale || plan_.offset || plan_.round; }
  [[nodiscard]] StepKey first_computing() const {
    if (plan_.scale) return StepKey::scale;
    return plan_.offset ? StepKey::offset : StepKey::round;
  }

  [[nodiscard]] bool fits(ValueType type, Value value) { return turn_into(type, value, made_, reader_); }

  void refuse(StepKey key, std::size_t entry, std::string message) {
    problems_.push_back({key, entry, 0, 0, std::move(message)});
  }

  [[nodiscard]] bool is_scalar_type() const {
    return plan_.type == ValueType::number || plan_.type == ValueType::integer || plan_.type == ValueType::boolean;
  }

  [[nodiscard]] bool is_never_a_number() const {
    return plan_.type == ValueType::boolean || plan_.type == ValueType::object || plan_.type == ValueType::array;
  }

  /// What the graph sends to an inport is of the port's type.
  void check_graph_type() {
    const std::string type(expected_text(plan_.type));
    if (is_scalar_type() || plan_.type == ValueType::text) {
      if (!plan_.where.empty()) refuse(StepKey::where, 0, "never finds anything: by the port's 'type', " + type);
      if (plan_.path) refuse(StepKey::path, 0, "never finds anything: by the port's 'type', " + type);
    }
    if (plan_.path || plan_.match) return;
    for (std::size_t i = 0; i < steps_.map.size(); ++i) {
      const std::string& from = steps_.map[i].from;
      if (!is_scalar_type() || fits(plan_.type, {ValueKind::text, from})) continue;
      std::string message = "never meets '";
      message.append(from).append("': by the port's 'type', ").append(type);
      refuse(StepKey::map, i, std::move(message));
    }
    if (computes() && !plan_.map && is_never_a_number()) {
      refuse(first_computing(), 0, "needs a number; by the port's 'type', " + type);
    }
  }

  void check_computing() {
    if (!computes()) return;
    const std::string step(key_name(first_computing()));
    if (plan_.map) {
      for_each_mapped([&](StepKey key, std::size_t entry, const Literal& to) {
        if (!fits(ValueType::number, to.value())) {
          refuse(key, entry, "gives " + shown(to.value()) + ", and '" + step + "' needs a number");
        }
      });
    } else if (plan_.match && plan_.match->pattern.gives_object()) {
      refuse(StepKey::match, 0, "gives an object of its named groups, and '" + step + "' needs a number");
    }
  }

  /// Places like {value.r} need an object that has such a part.
  void check_parts() {
    if (!plan_.format) return;
    for (const ConversionPlan::FormatPiece& piece : *plan_.format) {
      if (piece.kind != ConversionPlan::FormatPiece::Kind::part) continue;
      const std::string place = "has a place {value." + piece.text + "}, but ";
      if (computes()) {
        refuse(StepKey::format, 0, place + '\'' + key_name(first_computing()) + "' gives a number");
      } else if (plan_.match && !plan_.map) {
        check_group(place, piece.text);
      }
    }
  }

  void check_group(const std::string& place, const std::string& name) {
    const std::vector<std::string>& names = plan_.match->pattern.names();
    if (names.empty()) {
      refuse(StepKey::format, 0, place + "'match' has no named groups; write (?P<" + name + ">…) there");
    } else if (std::find(names.begin(), names.end(), name) == names.end()) {
      refuse(StepKey::format, 0, place + "'match' has no group of this name");
    }
  }

  /// What an outport gives is of the port's type.
  void check_result_type() {
    const std::string type(expected_text(plan_.type));
    if (plan_.format) {
      check_constant(type);
    } else if (computes()) {
      if (is_never_a_number()) {
        refuse(StepKey::type, 0,
               "is never met, since '" + std::string(key_name(first_computing())) + "' gives a number");
      }
    } else if (plan_.map) {
      for_each_mapped([&](StepKey key, std::size_t entry, const Literal& to) {
        if (!fits(plan_.type, to.value())) {
          refuse(key, entry, "gives " + shown(to.value()) + "; by the port's 'type', " + type);
        }
      });
    } else if (plan_.match && plan_.match->pattern.gives_object() &&
               (is_scalar_type() || plan_.type == ValueType::text)) {
      refuse(StepKey::match, 0, "gives an object of its named groups; by the port's 'type', " + type);
    }
  }

  /// What stands in the format beside its places can be wrong whatever the places hold.
  void check_constant(const std::string& type) {
    std::string text;
    bool has_places = false;
    for (const ConversionPlan::FormatPiece& piece : *plan_.format) {
      has_places = has_places || piece.kind != ConversionPlan::FormatPiece::Kind::text;
      text += piece.text;
    }
    if (!has_places && !fits(plan_.type, {ValueKind::text, text})) {
      refuse(StepKey::format, 0, "is always " + shown({ValueKind::text, text}) + "; by the port's 'type', " + type);
    } else if (has_places && is_scalar_type() && !may_be_in_a_number(text)) {
      refuse(StepKey::format, 0,
             "always has " + shown({ValueKind::text, text}) + " in it; by the port's 'type', " + type);
    }
  }

  static bool may_be_in_a_number(std::string_view text) {
    return text.find_first_not_of("0123456789+-.eE \t") == std::string_view::npos;
  }

  template <class Visit>
  void for_each_mapped(Visit visit) const {
    for (std::size_t i = 0; i < steps_.map.size(); ++i) visit(StepKey::map, i, steps_.map[i].to);
    if (steps_.otherwise) visit(StepKey::otherwise, std::size_t{0}, *steps_.otherwise);
  }

  const ConversionSteps& steps_;
  const ConversionPlan& plan_;
  std::vector<StepProblem> problems_;
  std::string made_;
  JsonDocument reader_;
};

}  // namespace

std::vector<StepProblem> contradictions(const ConversionSteps& steps, const ConversionPlan& plan) {
  return ContradictionCheck(steps, plan).run();
}

}  // namespace mfp::core
