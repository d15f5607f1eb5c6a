#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/conversion/steps/step.hpp"

namespace mfp::core {

/// What the steps that compute have in common: they need a number, and give one.
class ComputingStep : public Step {
 public:
  [[nodiscard]] Effect effect() const final { return Effect::computes; }
  void check(const Neighbours& neighbours, StepProblems& problems) const override;
  [[nodiscard]] std::optional<std::string> why_never_has(std::string_view part) const final;

 protected:
  /// Makes a number of the value. It is written into a text of its own, since the value may be a part of what the type
  /// has made. False when the value is none.
  [[nodiscard]] static bool make_number(StepContext& context);
};

}  // namespace mfp::core
