#pragma once

#include "cli/arguments/exit_code_table.hpp"
#include "cli/arguments/subcommand_options.hpp"
#include "daemon/runner.hpp"

namespace mfp::cli {

/// Announces and relays until a signal comes.
[[nodiscard]] ExitCode run(const RunOptions& options, daemon::Echo echo);
/// Shows all problems of the files.
[[nodiscard]] ExitCode check(const FileOptions& files);
/// Prints the announcements, one JSON object a line.
[[nodiscard]] ExitCode print(const FileOptions& files);
/// Runs the examples of definitions and devices files, without a broker.
[[nodiscard]] ExitCode test(const TestOptions& options);
/// Shows what would become of one message, step by step and port by port.
[[nodiscard]] ExitCode try_message(const TryOptions& options);
/// Plays the devices on a broker until a signal comes.
[[nodiscard]] ExitCode simulate(const SimulateOptions& options);
/// Lists the definitions of the library, those with a word in them, or shows one.
[[nodiscard]] ExitCode library(const LibraryOptions& options);
/// Prints a devices file of the roles that MsgFlo's files start.
[[nodiscard]] ExitCode import_roles(const FileOptions& files);
/// Bind an outport to an inport, by the router of the running system, or undo it.
[[nodiscard]] ExitCode bind(const BindOptions& options);
[[nodiscard]] ExitCode unbind(const BindOptions& options);
/// Lists what is bound.
[[nodiscard]] ExitCode bindings(const BindingsOptions& options);
/// Prints the running system, or what files declare, as a graph.
[[nodiscard]] ExitCode graph(const GraphOptions& options);
/// Lists who is announced.
[[nodiscard]] ExitCode participants(const ParticipantsOptions& options);
/// Shows messages as they come, until a signal comes.
[[nodiscard]] ExitCode watch(const WatchOptions& options);
/// Sends a value to an inport.
[[nodiscard]] ExitCode send(const SendOptions& options);
/// Prints the JSON schema of a devices file.
[[nodiscard]] ExitCode schema();

}  // namespace mfp::cli
