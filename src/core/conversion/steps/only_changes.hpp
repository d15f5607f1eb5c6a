#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/conversion/steps/step.hpp"

namespace mfp::core {

/// `only_changes: true` sends equal results in a row once. Whoever sends the results remembers the last one.
class OnlyChangesStep {
 public:
  static constexpr StepKey<bool> wanted{"only_changes"};

  /// Never a step on the way of a value: what was sent last is known behind the conversion only.
  static StepPtr compile(StepCompilation& compilation);
};

/// What is remembered of the result that was sent last.
class LastResult {
 public:
  /// A retained result is state, an equal one that is not is an event: they are not the same.
  struct Result {
    std::string_view payload;
    bool retain = false;
  };

  /// Whether the result is the same as the last one, in whose place it comes.
  [[nodiscard]] bool is_repeated_by(const Result& result);

 private:
  std::optional<std::uint64_t> hash_;
};

}  // namespace mfp::core
