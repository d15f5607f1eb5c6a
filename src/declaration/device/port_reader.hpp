#pragma once

#include <optional>
#include <vector>

#include "core/model/participant.hpp"
#include "declaration/device/port_list.hpp"
#include "declaration/fields/block.hpp"

namespace mfp::declaration {

/// Reads the ports of one direction. Those with errors are reported and left out.
[[nodiscard]] std::vector<core::Port> read_ports(const Reading& reading, const PortSources& ports,
                                                 core::Direction direction);

/// Reads one port. Nothing, and a report, when it has an error.
[[nodiscard]] std::optional<core::Port> read_port(const Reading& reading, const PortSource& source,
                                                  core::Direction direction);

}  // namespace mfp::declaration
