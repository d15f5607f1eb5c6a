#include "core/conversion/steps/computing_step.hpp"

namespace mfp::core {

void ComputingStep::check(const Neighbours& neighbours, StepProblems& problems) const {
  const ValueType type = neighbours.type_before();
  if (is_never_number(type)) problems.push_back({key(), std::nullopt, 0, 0, "needs a number; " + by_type(type)});
}

std::optional<std::string> ComputingStep::why_never_has(std::string_view /*part*/) const {
  return '\'' + std::string(key()) + "' gives a number";
}

bool ComputingStep::make_number(StepContext& context) {
  return turn_into(ValueType::number, context.value, context.work.computed, context.work.parts);
}

}  // namespace mfp::core
