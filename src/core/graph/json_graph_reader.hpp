#pragma once

#include <string_view>
#include <tl/expected.hpp>

#include "core/graph/graph.hpp"
#include "core/text/text_problem.hpp"

namespace mfp::core {

/// Reads a JSON graph of MsgFlo or NoFlo (schema/graph.json of the npm package fbp). Each element has its place in the
/// text: processes and exports from the name on, connections and packets as a whole
/// and by the words of their ports.
///
/// Required are the names of processes and ports in connections and exports. A process may lack its component, as in
/// the FBP language. `groups`, and keys that the schema does not know at the top, become properties; elsewhere such
/// keys are ignored. Numbers within data, metadata and properties keep their digits.
///
/// An empty list is taken for an empty map, as MsgFlo and others write it.
///
/// Error: the first one; what is no JSON is told before all else. The message ends a sentence that begins with "this
/// JSON graph". A text is at most 4 GiB long, and data, metadata and properties nest at most 64 deep; the caller bounds
/// what it reads.
[[nodiscard]] tl::expected<Graph, TextProblem> read_json_graph(std::string_view text);

}  // namespace mfp::core
