#include "core/routing/skip_reason.hpp"

#include "core/conversion/conversion.hpp"
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
  const bool is_where = last.step.starts_with("where ");
  if (!last.step.starts_with("path ")) return {printable(last.step + ": " + last.result), is_where};
  std::string path = "no " + last.step;
  std::erase(path, '`');
  return {printable(path)};
}

}  // namespace mfp::core
