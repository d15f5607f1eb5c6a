#pragma once

#include <string>

#include "core/graph/graph.hpp"

namespace mfp::core {

/// The graph in the FBP language: properties, exports, processes with their components, packets, connections. Reading
/// it gives the graph again as far as the language can say it. What it cannot say:
/// - metadata of connections, packets and exports; metadata of processes other than `x` and `y` as numbers without
///   sign and point, and texts of letters, digits, `/` and `_`; properties other than texts of a single line; groups:
///   left out;
/// - a name of other characters: they become `_`, followed by a number where two names would become one. A comment at
///   the beginning tells each such change;
/// - the data true, false and null: written as the texts 'true', 'false' and 'null', which are sent in the same way.
[[nodiscard]] std::string to_fbp(const Graph& graph);

}  // namespace mfp::core
