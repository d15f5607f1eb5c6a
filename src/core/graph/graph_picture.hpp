#pragma once

#include <string>

#include "core/graph/graph.hpp"

namespace mfp::core {

/// The graph in the DOT language of graphviz: a box for each process, with its name, its component in grey and a cell
/// for each port that is used, inports on the left; a note for each initial packet; a rounded label for each exported
/// port. Names are escaped, long data is cut.
[[nodiscard]] std::string to_dot(const Graph& graph);

/// The graph as a flowchart of Mermaid, which has no ports: a box for each process, and edges that name both ports.
[[nodiscard]] std::string to_mermaid(const Graph& graph);

}  // namespace mfp::core
