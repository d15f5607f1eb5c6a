#pragma once

#include <string>

#include "core/graph/graph.hpp"

namespace mfp::core {

/// The graph as a JSON graph of MsgFlo and NoFlo (schema/graph.json of the npm package fbp): an element a line, all
/// metadata, names and port indexes kept. A process whose component is unknown is written without one. The property
/// `groups` stands at the top, as the schema has it, all others within `properties`.
[[nodiscard]] std::string to_json(const Graph& graph);

}  // namespace mfp::core
