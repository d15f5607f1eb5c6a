#pragma once

#include <span>

#include "cli/arguments/command.hpp"
#include "system/exit_code.hpp"

namespace mfp::cli {

using system::ExitCode;

/// What a code means where some commands give it.
struct ExitCodeSpec {
  ExitCode code;
  Commands commands;
  const char* meaning;
};

/// Sorted by code; at most one row for a code and a command.
[[nodiscard]] std::span<const ExitCodeSpec> all_exit_codes();

}  // namespace mfp::cli
