#pragma once

#include <string>
#include <vector>

#include "cli/arguments/exit_code_table.hpp"

namespace mfp::cli {

/// Where names on the command line are looked up: in `participants/` of the current folder, then where `use` looks.
[[nodiscard]] std::vector<std::string> catalog_folders();

/// Tells that no folder holds a definition.
[[nodiscard]] ExitCode no_library();

/// Shows what one can do with a definition, and how to write it down.
[[nodiscard]] ExitCode show_definition(const std::string& name);

}  // namespace mfp::cli
