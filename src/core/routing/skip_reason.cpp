#include "core/routing/skip_reason.hpp"

#include <algorithm>

#include "core/conversion/conversion.hpp"
#include "core/text/text.hpp"

namespace mfp::core {

std::string skip_reason(const Conversion& conversion, std::string_view payload, SkipCause cause) {
  if (cause == SkipCause::repeated) return "only_changes: it is what was sent last";
  PayloadReader reader;
  reader.open(payload);
  std::string result;
  Trace trace;
  (void)conversion.convert(reader, result, &trace);
  if (trace.empty()) return "it says nothing";
  const StepTaken& last = trace.back();
  if (!last.step.starts_with("path ")) return printable(last.step + ": " + last.result);
  std::string path = "no " + last.step;
  std::erase(path, '`');
  return printable(path);
}

}  // namespace mfp::core
