#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "core/model/participant.hpp"
#include "core/model/port_name.hpp"

namespace mfp::core {

/// The queues of other participants' ports as they were last announced, of those that edges need. Kept over restarts,
/// since messages may be waiting for edges whose participants have not been heard again yet.
using KnownPorts = std::map<std::pair<PortName, Direction>, std::string>;

/// A JSON array: `[{"role":…,"port":…,"index":…,"direction":"in"|"out","queue":…}, …]`.
[[nodiscard]] std::string to_json(const KnownPorts& ports);

/// What such an array holds; elements that cannot be used are left out.
[[nodiscard]] KnownPorts read_known_ports(std::string_view json);

}  // namespace mfp::core
