#include "core/routing/skip_reason.hpp"

#include "core/conversion/conversion.hpp"
#include "core/conversion/steps/path.hpp"
#include "core/conversion/steps/where.hpp"
#include "core/text/text.hpp"

namespace mfp::core {

SkipReason skip_reason(const Conversion& conversion, std::string_view payload, SkipCause cause) {
  if (cause == SkipCause::repeated) return {"only_changes: it is what was sent last", true};
  PayloadReader reader;
  reader.open(payload);
  std::string result;
  Trace trace;
  (void)conversion.convert(reader, result, &trace);
  if (trace.empty()) return {"it says nothing"};
  const StepTaken& last = trace.back();
  if (last.key == PathStep::path.name) return {printable("no path " + last.declared)};
  return {printable(last.step() + ": " + last.result), last.key == WhereStep::conditions.name};
}

}  // namespace mfp::core
