#pragma once

#include <string>
#include <tl/expected.hpp>

#include "cli/arguments/exit_code_table.hpp"
#include "core/graph/graph.hpp"

namespace mfp::cli {

/// Whether the name ends in `.fbp` or `.json`, as graphs do and devices files do not. Folders may be called so, too.
[[nodiscard]] bool is_graph_file(const std::string& path);

/// Reads a graph that stands alone. What is wrong with it is shown as `check` does.
[[nodiscard]] tl::expected<core::Graph, ExitCode> read_graph_file(const std::string& path);

}  // namespace mfp::cli
