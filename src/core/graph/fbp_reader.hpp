#pragma once

#include <cstddef>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "core/graph/graph.hpp"
#include "core/text/text_problem.hpp"

namespace mfp::core {

/// A text of the FBP language may be this long, in bytes.
constexpr std::size_t largest_fbp_text = 16U << 20U;

/// A text with as many problems is not read further.
constexpr std::size_t most_fbp_problems = 100;

/// Reads a text of the FBP language. The npm package fbp 1.8 (its README and grammar/fbp.peg) is the reference: the
/// same text gives the same processes, connections, exports and properties, with the case of ports kept
/// (`caseSensitive: true`). Each element has its place in the text.
///
/// It differs where that package would lose something without a word:
/// - a process may lack a component, since a participant that is announced has one already;
/// - a process in the middle of a chain needs a component or both of its ports, or else the edge to it would be lost;
///   data can only begin a chain;
/// - two connections are separated by a comma or a line end, and a line with ports has an arrow, so that a forgotten
///   arrow is found;
/// - a name has one component, and an exported name one port.
///
/// Error: the first problem of each line, at most `most_fbp_problems`. The messages end a sentence that begins with
/// "this line of the FBP language".
/// Cost: O(text), no recursion.
[[nodiscard]] tl::expected<Graph, std::vector<TextProblem>> read_fbp(std::string_view text);

}  // namespace mfp::core
