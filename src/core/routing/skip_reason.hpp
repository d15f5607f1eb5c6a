#pragma once

#include <string>
#include <string_view>

#include "core/routing/route.hpp"

namespace mfp::core {

/// Why a message was skipped.
enum class SkipCause : std::uint8_t {
  /// A step had nothing to pass on.
  step,
  /// `only_changes`: its result is what was sent last.
  repeated
};

/// For a person: the step that skips the payload, and why: `no path ENERGY.Power`, `map: not in the map`. Takes the
/// steps again, so it is for few messages.
[[nodiscard]] std::string skip_reason(const Conversion& conversion, std::string_view payload, SkipCause cause);

}  // namespace mfp::core
