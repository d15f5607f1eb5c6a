#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/participant.hpp"

namespace mfp::core {

/// Relays that feed each other without end. `participant` and `port` name one of them, the first in declaration
/// order; `path` is for a person: `heater.TEMPERATURE (a -> b) -> display.TEXT (b -> a) -> heater.TEMPERATURE`.
struct Circle {
  std::size_t participant = 0;
  const Port* port = nullptr;
  std::string path;
};

/// All circles of the participants' relays, one for each group of relays that reach each other; wildcards of filters
/// count. The result points into `participants`. Cost: O(relays), as long as wildcards are few.
[[nodiscard]] std::vector<Circle> find_circles(std::span<const Participant> participants);

}  // namespace mfp::core
