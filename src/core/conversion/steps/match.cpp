#include "core/conversion/steps/match.hpp"

#include <algorithm>
#include <utility>

namespace mfp::core {

MatchStep::MatchStep(std::string text, Pattern pattern) : declared_(std::move(text)), pattern_(std::move(pattern)) {}

StepPtr MatchStep::compile(StepCompilation& compilation) {
  const std::string* text = compilation.settings.find(expression);
  if (text == nullptr) return nullptr;
  auto pattern = Pattern::compile(*text);
  if (pattern) return std::make_unique<MatchStep>(*text, *std::move(pattern));
  compilation.refuse(expression.name, std::move(pattern.error()));
  return nullptr;
}

Outcome MatchStep::apply(StepContext& context) const {
  if (context.value.text.size() > Pattern::longest_text) {
    return context.fail("at most 16 KiB of text expected", expression.name);
  }
  const StepName name{expression.name, declared_};
  if (!pattern_.extract(context.value.text, context.work.matched, context.value)) {
    return context.skip(name, "no match");
  }
  context.origin = name;
  return context.note(name);
}

void MatchStep::check(const Neighbours& neighbours, StepProblems& problems) const {
  if (!pattern_.gives_object()) return;
  const auto refuse = [&](const std::string& why) {
    problems.push_back({expression.name, std::nullopt, 0, 0, "gives an object of its named groups" + why});
  };
  const Step* taker = neighbours.taker();
  if (taker != nullptr && taker->effect() == Effect::computes) {
    refuse(", and '" + std::string(taker->key()) + "' needs a number");
  }
  if (const ValueType type = neighbours.type_after(); has_no_parts(type)) refuse("; " + by_type(type));
}

std::optional<std::string> MatchStep::why_never_has(std::string_view part) const {
  const std::vector<std::string>& names = pattern_.names();
  if (names.empty()) return "'match' has no named groups; write (?P<" + std::string(part) + ">…) there";
  if (std::find(names.begin(), names.end(), part) == names.end()) return "'match' has no group of this name";
  return std::nullopt;
}

}  // namespace mfp::core
