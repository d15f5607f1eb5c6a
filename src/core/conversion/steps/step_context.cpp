#include "core/conversion/steps/step_context.hpp"

#include "core/text/number.hpp"

namespace mfp::core {

std::string to_text(StepName name) {
  std::string text(name.key);
  if (!name.declared.empty()) text.append(" `").append(name.declared) += '`';
  return text;
}

void StepContext::trace(StepName step, std::string result) {
  trace_->push_back({step.key, std::string(step.declared), std::move(result)});
}

Outcome StepContext::note(StepName step, const Value& seen) {
  if (is_traced()) trace(step, shown(seen));
  return Outcome::converted;
}

Outcome StepContext::skip(StepName step, std::string_view why) {
  if (is_traced()) trace(step, std::string(why));
  return Outcome::skipped;
}

Outcome StepContext::fail(std::string_view wanted, std::string_view key) {
  if (key.empty()) return fail({"type"}, wanted, shown(value));
  return fail({key}, std::string(wanted) + " for '" + std::string(key) + '\'', shown(value));
}

Outcome StepContext::fail_payload(std::string_view wanted, std::string got) {
  return fail(origin, wanted, std::move(got));
}

Outcome StepContext::fail(StepName step, std::string_view wanted, std::string got) {
  fault_ = {to_text(origin) + ": " + std::string(wanted), std::move(got)};
  if (is_traced()) trace(step, std::string(wanted) + ", got " + fault_.got);
  return Outcome::failed;
}

bool is_same(const Value& value, const Literal& wanted) {
  if (value.text == wanted.text) return true;
  return value.kind == ValueKind::number && wanted.kind == ValueKind::number && same_number(value.text, wanted.text);
}

}  // namespace mfp::core
