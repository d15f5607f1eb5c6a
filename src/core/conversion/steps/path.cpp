#include "core/conversion/steps/path.hpp"

#include <utility>

namespace mfp::core {

PathStep::PathStep(std::string text, JsonPath parsed) : declared_(std::move(text)), path_(std::move(parsed)) {}

StepPtr PathStep::compile(StepCompilation& compilation) {
  const std::string* text = compilation.settings.find(path);
  if (text == nullptr) return nullptr;
  auto parsed = JsonPath::parse(*text);
  if (parsed) return std::make_unique<PathStep>(*text, *std::move(parsed));
  compilation.refuse(path.name, std::move(parsed.error()));
  return nullptr;
}

Outcome PathStep::apply(StepContext& context) const {
  const JsonNode* node = context.find(path_);
  const StepName name{path.name, declared_};
  if (node == nullptr) return context.skip(name, "not there");
  context.value = node->value();
  context.origin = name;
  return context.note(name);
}

void PathStep::check(const Neighbours& neighbours, StepProblems& problems) const {
  const ValueType type = neighbours.type_before();
  if (!has_no_parts(type)) return;
  problems.push_back({path.name, std::nullopt, 0, 0, "never finds anything: " + by_type(type)});
}

}  // namespace mfp::core
