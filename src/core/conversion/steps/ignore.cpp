#include "core/conversion/steps/ignore.hpp"

#include <algorithm>
#include <utility>

namespace mfp::core {

IgnoreStep::IgnoreStep(std::vector<Literal> ignored) : ignored_(std::move(ignored)) {}

StepPtr IgnoreStep::compile(StepCompilation& compilation) {
  const auto* declared = compilation.settings.find(values);
  return declared == nullptr ? nullptr : std::make_unique<IgnoreStep>(*declared);
}

Outcome IgnoreStep::apply(StepContext& context) const {
  const bool is_ignored = std::any_of(ignored_.begin(), ignored_.end(),
                                      [&](const Literal& literal) { return is_same(context.value, literal); });
  return is_ignored ? context.skip({values.name}, "ignored") : Outcome::converted;
}

}  // namespace mfp::core
