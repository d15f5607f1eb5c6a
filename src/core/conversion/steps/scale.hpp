#pragma once

#include <string_view>

#include "core/conversion/steps/computing_step.hpp"

namespace mfp::core {

/// `scale:` and `offset:` give value * scale + offset.
class ScaleStep final : public ComputingStep {
 public:
  static constexpr StepKey<double> factor{"scale"};
  static constexpr StepKey<double> summand{"offset"};

  /// `key` is the one of the two that stands for both.
  ScaleStep(std::string_view key, double scale, double offset);
  static StepPtr compile(StepCompilation& compilation);

  [[nodiscard]] std::string_view key() const override { return key_; }
  Outcome apply(StepContext& context) const override;

 private:
  std::string_view key_;
  double scale_;
  double offset_;
};

}  // namespace mfp::core
