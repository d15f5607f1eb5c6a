#include "core/conversion/steps/where.hpp"

#include <utility>

namespace mfp::core {

StepPtr WhereStep::compile(StepCompilation& compilation) {
  const auto* declared = compilation.settings.find(conditions);
  if (declared == nullptr) return nullptr;
  auto step = std::make_unique<WhereStep>();
  for (std::size_t i = 0; i < declared->size(); ++i) {
    const NamedLiteral& condition = (*declared)[i];
    if (auto path = JsonPath::parse(condition.name)) {
      step->conditions_.push_back({condition.name, *std::move(path), condition.value});
    } else {
      compilation.refuse(conditions.name, std::move(path.error()), i);
    }
  }
  return step;
}

Outcome WhereStep::apply(StepContext& context) const {
  for (const Condition& condition : conditions_) {
    const JsonNode* node = context.find(condition.path);
    const StepName name{conditions.name, condition.declared};
    if (node == nullptr) return context.skip(name, "not there");
    if (!is_same(node->value(), condition.wanted)) {
      if (!context.is_traced()) return Outcome::skipped;
      return context.skip(name, shown(node->value()) + ", not " + shown(condition.wanted.value()));
    }
    context.note(name, node->value());
  }
  return Outcome::converted;
}

void WhereStep::check(const Neighbours& neighbours, StepProblems& problems) const {
  const ValueType type = neighbours.type_before();
  if (!has_no_parts(type)) return;
  problems.push_back({conditions.name, 0, 0, 0, "never finds anything: " + by_type(type)});
}

}  // namespace mfp::core
