#pragma once

#include <array>
#include <span>
#include <string_view>

#include "core/conversion/steps/step.hpp"

namespace mfp::core {

/// A kind of step: the keys that declare it, and what makes one of them.
struct StepKind {
  /// Empty where there is none.
  std::array<std::string_view, 2> keys;
  /// Null when nothing of it is declared, and when it is refused.
  StepPtr (*compile)(StepCompilation& compilation);
};

/// All steps, in the order in which they are always taken.
[[nodiscard]] std::span<const StepKind> step_order();

}  // namespace mfp::core
