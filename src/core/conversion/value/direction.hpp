#pragma once

#include <cstdint>

namespace mfp::core {

/// Of a port, as the graph sees it: an inport takes what the graph sends, an outport sends what the device says.
enum class Direction : std::uint8_t { in, out };

}  // namespace mfp::core
