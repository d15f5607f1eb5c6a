#include "core/conversion/steps/type.hpp"

#include <string>

namespace mfp::core {

TypeStep::TypeStep(ValueType type) : type_(type) {}

StepPtr TypeStep::compile_first(StepCompilation& compilation) {
  const bool is_wanted = compilation.direction == Direction::in && compilation.type != ValueType::any;
  return is_wanted ? std::make_unique<TypeStep>(compilation.type) : nullptr;
}

StepPtr TypeStep::compile_last(StepCompilation& compilation) {
  const bool is_wanted = compilation.direction == Direction::out && compilation.type != ValueType::any;
  return is_wanted ? std::make_unique<TypeStep>(compilation.type) : nullptr;
}

Outcome TypeStep::apply(StepContext& context) const {
  const ValueKind came = context.value.kind;
  PayloadReader::Workspace& work = context.work;
  if (!turn_into(type_, context.value, work.typed, work.parts)) return context.fail(expected_text(type_), {});
  if (came == ValueKind::text && context.value.kind == ValueKind::structure) context.nodes = &work.parts.nodes();
  return context.note({key()});
}

void TypeStep::check(const Neighbours& neighbours, StepProblems& problems) const {
  const Step* giver = neighbours.giver();
  if (giver == nullptr || giver->effect() != Effect::computes || !is_never_number(type_)) return;
  problems.push_back(
      {key(), std::nullopt, 0, 0, "is never met, since '" + std::string(giver->key()) + "' gives a number"});
}

}  // namespace mfp::core
