#pragma once

#include "cli/arguments/exit_code_table.hpp"
#include "cli/arguments/options.hpp"
#include "daemon/runner.hpp"

namespace mfp::cli {

/// Announces and relays until a signal comes.
[[nodiscard]] ExitCode run(const Options& options, daemon::Echo echo);
/// Shows all problems of the files.
[[nodiscard]] ExitCode check(const Options& options);
/// Prints the announcements, one JSON object a line.
[[nodiscard]] ExitCode print(const Options& options);
/// Runs the examples of definitions and devices files, without a broker.
[[nodiscard]] ExitCode test(const Options& options);
/// Shows what would become of one message, step by step and port by port.
[[nodiscard]] ExitCode try_message(const Options& options);
/// Plays the devices on a broker until a signal comes.
[[nodiscard]] ExitCode simulate(const Options& options);
/// Lists the definitions of the library, those with a word in them, or shows one.
[[nodiscard]] ExitCode library(const Options& options);
/// Prints a devices file of the roles that MsgFlo's files start.
[[nodiscard]] ExitCode import_roles(const Options& options);
/// Bind an outport to an inport, by the router of the running system, or undo it. The first two paths are the ports.
[[nodiscard]] ExitCode bind(const Options& options);
[[nodiscard]] ExitCode unbind(const Options& options);
/// Lists what is bound.
[[nodiscard]] ExitCode bindings(const Options& options);
/// Prints the running system, or what files declare, as a graph.
[[nodiscard]] ExitCode graph(const Options& options);
/// Lists who is announced.
[[nodiscard]] ExitCode participants(const Options& options);
/// Shows messages as they come, until a signal comes.
[[nodiscard]] ExitCode watch(const Options& options);
/// Sends a value to an inport. The first two paths are the port and the value.
[[nodiscard]] ExitCode send(const Options& options);
/// Prints the JSON schema of a devices file.
[[nodiscard]] ExitCode schema();

}  // namespace mfp::cli
