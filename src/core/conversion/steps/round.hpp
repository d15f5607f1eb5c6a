#pragma once

#include <string_view>

#include "core/conversion/steps/computing_step.hpp"

namespace mfp::core {

/// `round: 1` gives so many digits after the point, half away from zero.
class RoundStep final : public ComputingStep {
 public:
  static constexpr StepKey<int> places{"round"};
  static constexpr int most_places = 15;

  explicit RoundStep(int digits);
  static StepPtr compile(StepCompilation& compilation);

  [[nodiscard]] std::string_view key() const override { return places.name; }
  Outcome apply(StepContext& context) const override;

 private:
  int places_;
};

}  // namespace mfp::core
