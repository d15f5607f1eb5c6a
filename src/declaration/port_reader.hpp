#pragma once

#include <vector>

#include "core/participant.hpp"
#include "declaration/block.hpp"

namespace mfp::declaration {

/// Reads `inports` or `outports`, a map or a list. Ports with errors are reported and left out.
[[nodiscard]] std::vector<core::Port> read_ports(const Reading& reading, const Entry& ports, core::Direction direction);

}  // namespace mfp::declaration
