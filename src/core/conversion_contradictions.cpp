#include "core/conversion_plan.hpp"

namespace mfp::core {

namespace {

/// Finds what can never work, whatever comes: a person would wait for a value for ever.
class ContradictionCheck {
 public:
  ContradictionCheck(const ConversionSteps& steps, const ConversionPlan& plan) : steps_(steps), plan_(plan) {}

  std::vector<StepProblem> run() {
    if (plan_.direction == Direction::in) check_graph_type();
    check_computing();
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

  /// What the graph sends to an inport is of the port's type.
  void check_graph_type() {
    const std::string type(expected_text(plan_.type));
    if (is_scalar_type()) {
      if (!plan_.where.empty()) refuse(StepKey::where, 0, "never finds anything: by the port's 'type', " + type);
      if (plan_.path) refuse(StepKey::path, 0, "never finds anything: by the port's 'type', " + type);
    }
    if (plan_.path || plan_.match) return;
    for (std::size_t i = 0; i < steps_.map.size(); ++i) {
      const std::string& from = steps_.map[i].from;
      if (is_scalar_type() && !fits(plan_.type, {ValueKind::text, from}))
        refuse(StepKey::map, i, "never meets '" + from + "': by the port's 'type', " + type);
    }
    const bool never_a_number =
        plan_.type == ValueType::boolean || plan_.type == ValueType::object || plan_.type == ValueType::array;
    if (computes() && !plan_.map && never_a_number) {
      refuse(first_computing(), 0, "needs a number; by the port's 'type', " + type);
    }
  }

  void check_computing() {
    if (!computes()) return;
    const std::string step(key_name(first_computing()));
    if (plan_.map) {
      for_each_mapped([&](StepKey key, std::size_t entry, const Literal& to) {
        if (!fits(ValueType::number, to.value()))
          refuse(key, entry, "gives " + shown(to.value()) + ", and '" + step + "' needs a number");
      });
    } else if (plan_.match && plan_.match->pattern.gives_object()) {
      refuse(StepKey::match, 0, "gives an object of its named groups, and '" + step + "' needs a number");
    }
  }

  /// What an outport gives is of the port's type.
  void check_result_type() {
    const std::string type(expected_text(plan_.type));
    if (plan_.format) {
      check_constant(type);
    } else if (computes()) {
      if (plan_.type == ValueType::boolean || plan_.type == ValueType::object || plan_.type == ValueType::array)
        refuse(StepKey::type, 0,
               "is never met, since '" + std::string(key_name(first_computing())) + "' gives a number");
    } else if (plan_.map) {
      for_each_mapped([&](StepKey key, std::size_t entry, const Literal& to) {
        if (!fits(plan_.type, to.value()))
          refuse(key, entry, "gives " + shown(to.value()) + "; by the port's 'type', " + type);
      });
    } else if (plan_.match && plan_.match->pattern.gives_object() &&
               (is_scalar_type() || plan_.type == ValueType::text)) {
      refuse(StepKey::match, 0, "gives an object of its named groups; by the port's 'type', " + type);
    }
  }

  void check_constant(const std::string& type) {
    std::string text;
    for (const ConversionPlan::FormatPiece& piece : *plan_.format) {
      if (piece.kind != ConversionPlan::FormatPiece::Kind::text) return;
      text += piece.text;
    }
    if (!fits(plan_.type, {ValueKind::text, text}))
      refuse(StepKey::format, 0, "is always " + shown({ValueKind::text, text}) + "; by the port's 'type', " + type);
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
