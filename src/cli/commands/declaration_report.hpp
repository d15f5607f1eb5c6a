#pragma once

#include <iosfwd>

#include "cli/arguments/exit_code_table.hpp"
#include "cli/arguments/subcommand_options.hpp"
#include "daemon/broker_choice.hpp"
#include "declaration/set/loader.hpp"

namespace mfp::cli {

/// Folders that definitions are looked up in after `participants/` beside the file that uses them: the person's own,
/// the system's, and the one that came with the program.
[[nodiscard]] std::vector<std::string> library_folders();

/// Reads what the command line names: devices files, folders, roles. `--only` leaves one participant.
[[nodiscard]] declaration::Declaration load(const FileOptions& files);

/// The same with their examples; paths may also be definitions, or names of definitions.
[[nodiscard]] declaration::Declaration load_with_examples(const FileOptions& files);

/// The definitions that the participants of `declaration` use, each by itself and with its examples.
[[nodiscard]] declaration::Declaration load_used_definitions(const declaration::Declaration& declaration);

/// What the options say of the broker and of the set of files.
[[nodiscard]] daemon::BrokerRequest broker_request(const std::optional<core::BrokerUrl>& broker,
                                                   const FileOptions& files);

/// Shows the problems on `out`, at most 100, and says what they mean for the exit status.
[[nodiscard]] ExitCode report(const declaration::Declaration& declaration, std::ostream& out);

}  // namespace mfp::cli
