#include "core/conversion/steps/round.hpp"

#include <string>
#include <utility>

#include "core/text/number.hpp"

namespace mfp::core {

RoundStep::RoundStep(int digits) : places_(digits) {}

StepPtr RoundStep::compile(StepCompilation& compilation) {
  const int* declared = compilation.settings.find(places);
  if (declared == nullptr) return nullptr;
  if (*declared < 0 || *declared > most_places) {
    compilation.refuse(places.name, "takes the digits after the point, 0 to " + std::to_string(most_places));
  }
  return std::make_unique<RoundStep>(*declared);
}

Outcome RoundStep::apply(StepContext& context) const {
  if (!make_number(context)) return context.fail("number expected", places.name);
  // The digits may stand in the very text that is written to.
  std::string& rounded = context.work.formatted;
  rounded.clear();
  if (!append_rounded(context.value.text, places_, rounded)) {
    return context.fail("number below 1.8e308 expected", places.name);
  }
  std::swap(rounded, context.work.computed);
  context.value = {ValueKind::number, context.work.computed};
  return context.note({places.name});
}

}  // namespace mfp::core
