#pragma once

namespace mfp::system {

/// What the program's exit status says, after sysexits.h. The command line's table of exit codes tells more.
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

}  // namespace mfp::system
