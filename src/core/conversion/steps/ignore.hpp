#pragma once

#include <string_view>
#include <vector>

#include "core/conversion/steps/step.hpp"

namespace mfp::core {

/// `ignore: [999, -1]` skips values that mean "no value".
class IgnoreStep final : public Step {
 public:
  static constexpr StepKey<std::vector<Literal>> values{"ignore"};

  explicit IgnoreStep(std::vector<Literal> ignored);
  static StepPtr compile(StepCompilation& compilation);

  [[nodiscard]] std::string_view key() const override { return values.name; }
  Outcome apply(StepContext& context) const override;

 private:
  std::vector<Literal> ignored_;
};

}  // namespace mfp::core
