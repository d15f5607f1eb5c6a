#pragma once

namespace mfp::cli {

/// What the program's exit status says, after sysexits.h.
enum ExitCode : int {
  ok = 0,
  failed = 1,          ///< An example does not give what it should; no port takes a message that was tried; a port
                       ///< is not announced; a router refuses; a command was interrupted before it was done.
  usage = 64,          ///< The command line is wrong.
  no_input = 66,       ///< A file that was named does not exist.
  unavailable = 69,    ///< The broker does not speak MQTT 5, or another process runs with the same client id; no router
                       ///< answers; graphviz is not installed.
  io_error = 74,       ///< What was asked for cannot be written.
  no_permission = 77,  ///< The broker refused the credentials, or a message of `send`, `bind` and so on.
  config = 78          ///< A declaration has a problem.
};

}  // namespace mfp::cli
