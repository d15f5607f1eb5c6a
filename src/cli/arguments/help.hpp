#pragma once

#include <string>
#include <string_view>

#include "cli/arguments/command_table.hpp"

namespace mfp::cli {

/// The program's `--help`: all commands and all options, a line each.
[[nodiscard]] std::string help_of_program();

/// The help of one command: how it is written, what it does, its own options and exit codes. `words` are what is typed
/// for it: `msgflo-foreign-participant bind`.
[[nodiscard]] std::string help_of(std::string_view words, const CommandSpec& spec);

}  // namespace mfp::cli
