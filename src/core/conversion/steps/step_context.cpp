#include "core/conversion/steps/step_context.hpp"

#include "core/text/number.hpp"

namespace mfp::core {

Outcome StepContext::note(std::string_view step, const Value& seen) {
  if (trace_ != nullptr) trace_->push_back({std::string(step), shown(seen)});
  return Outcome::converted;
}

Outcome StepContext::skip(std::string_view step, std::string_view why) {
  if (trace_ != nullptr) trace_->push_back({std::string(step), std::string(why)});
  return Outcome::skipped;
}

Outcome StepContext::fail(std::string_view wanted, std::string_view step) {
  std::string why(wanted);
  if (!step.empty()) why += " for '" + std::string(step) + '\'';
  why += ", got " + shown(value);
  out_ = std::string(origin) + ": " + why;
  if (trace_ != nullptr) trace_->push_back({std::string(step.empty() ? "type" : step), why});
  return Outcome::failed;
}

Outcome StepContext::fail_payload(std::string_view why) {
  out_ = "payload: ";
  out_ += why;
  if (trace_ != nullptr) trace_->push_back({"payload", std::string(why)});
  return Outcome::failed;
}

bool is_same(const Value& value, const Literal& wanted) {
  if (value.text == wanted.text) return true;
  return value.kind == ValueKind::number && wanted.kind == ValueKind::number && same_number(value.text, wanted.text);
}

}  // namespace mfp::core
