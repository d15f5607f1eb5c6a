#pragma once

#include <string>
#include <string_view>

#include "core/conversion/steps/step.hpp"
#include "core/json/json_path.hpp"

namespace mfp::core {

/// `path: ENERGY.Power` takes a part of a JSON payload. `null` counts as not there.
class PathStep final : public Step {
 public:
  /// Dots, or a JSON pointer (RFC 6901) when it begins with `/`.
  static constexpr StepKey<std::string> path{"path"};

  PathStep(std::string text, JsonPath parsed);
  static StepPtr compile(StepCompilation& compilation);

  [[nodiscard]] std::string_view key() const override { return path.name; }
  [[nodiscard]] Effect effect() const override { return Effect::replaces; }
  Outcome apply(StepContext& context) const override;
  void check(const Neighbours& neighbours, StepProblems& problems) const override;

 private:
  std::string declared_;
  JsonPath path_;
};

}  // namespace mfp::core
