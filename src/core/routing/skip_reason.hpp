#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/routing/route.hpp"

namespace mfp::core {

/// Why a message was skipped, as the dispatcher knows it.
enum class SkipCause : std::uint8_t {
  /// A step had nothing to pass on.
  step,
  /// `only_changes`: its result is what was sent last.
  repeated
};

/// The same for a person.
struct SkipReason {
  /// `no path ENERGY.Power`, `map: not in the map`.
  std::string text;
  /// Whether that is what the step is for: `where`, which takes the messages of one device out of those of several,
  /// and `only_changes`.
  bool intended = false;
};

/// The step that skips the payload, and why. Takes the steps again, so it is for few messages.
[[nodiscard]] SkipReason skip_reason(const Conversion& conversion, std::string_view payload, SkipCause cause);

}  // namespace mfp::core
