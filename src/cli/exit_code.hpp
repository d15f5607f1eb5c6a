#pragma once

#include <span>

#include "cli/command.hpp"

namespace mfp::cli {

/// What the program's exit status says, after sysexits.h. The table in exit_code.cpp tells more.
enum ExitCode : int {
  ok = 0,
  failed = 1,
  usage = 64,
  no_input = 66,
  unavailable = 69,
  software = 70,
  io_error = 74,
  no_permission = 77,
  config = 78
};

/// What a code means where some commands give it.
struct ExitCodeSpec {
  ExitCode code;
  Commands commands;
  const char* meaning;
};

/// Sorted by code; at most one row for a code and a command.
[[nodiscard]] std::span<const ExitCodeSpec> all_exit_codes();

}  // namespace mfp::cli
