#pragma once

#include <string_view>
#include <vector>

#include "core/graph.hpp"
#include "core/participant.hpp"

namespace mfp::core {

/// The port that a graph names, or null. Upper and lower case count as equal, as MsgFlo's graphs are written in
/// capitals; a port that is written exactly so comes first. `IN[2]` is the port of that name, else the port `IN`: a
/// queue has no places.
[[nodiscard]] const Port* find_port(const std::vector<Port>& ports, const PortName& wanted);

/// Whether two names are equal but for the case of ASCII letters.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);

}  // namespace mfp::core
