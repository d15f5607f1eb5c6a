#include "core/conversion/steps/scale.hpp"

#include <cmath>

#include "core/text/number.hpp"

namespace mfp::core {

ScaleStep::ScaleStep(std::string_view key, double scale, double offset) : key_(key), scale_(scale), offset_(offset) {}

StepPtr ScaleStep::compile(StepCompilation& compilation) {
  const double* scale = compilation.settings.find(factor);
  const double* offset = compilation.settings.find(summand);
  if (scale == nullptr && offset == nullptr) return nullptr;
  for (const StepKey<double>& key : {factor, summand}) {
    const double* number = compilation.settings.find(key);
    if (number != nullptr && !std::isfinite(*number)) compilation.refuse(key.name, "takes a number that is finite");
  }
  if (scale != nullptr && *scale == 0.0) {
    compilation.refuse(factor.name, "makes the same of every value when it is 0");
  }
  return std::make_unique<ScaleStep>(scale != nullptr ? factor.name : summand.name, scale != nullptr ? *scale : 1,
                                     offset != nullptr ? *offset : 0);
}

Outcome ScaleStep::apply(StepContext& context) const {
  if (!make_number(context)) return context.fail("number expected", key_);
  const double result = to_double(context.value.text).value_or(HUGE_VAL) * scale_ + offset_;
  if (!std::isfinite(result)) return context.fail("number below 1.8e308 expected", key_);
  std::string& computed = context.work.computed;
  computed.clear();
  append_computed(result, computed);
  context.value = {ValueKind::number, computed};
  return context.note({key_});
}

}  // namespace mfp::core
