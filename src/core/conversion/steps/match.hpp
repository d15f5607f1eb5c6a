#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/conversion/steps/step.hpp"
#include "core/conversion/value/pattern.hpp"

namespace mfp::core {

/// `match: 'T=([0-9.]+)'` takes the first group of a regular expression, or all that it matches; named groups give an
/// object.
class MatchStep final : public Step {
 public:
  /// RE2 syntax.
  static constexpr StepKey<std::string> expression{"match"};

  MatchStep(std::string text, Pattern pattern);
  static StepPtr compile(StepCompilation& compilation);

  [[nodiscard]] std::string_view key() const override { return expression.name; }
  [[nodiscard]] Effect effect() const override { return Effect::replaces; }
  /// Allocates where RE2 needs some memory.
  Outcome apply(StepContext& context) const override;
  void check(const Neighbours& neighbours, StepProblems& problems) const override;
  [[nodiscard]] std::optional<std::string> why_never_has(std::string_view part) const override;

 private:
  std::string declared_;
  Pattern pattern_;
};

}  // namespace mfp::core
