#pragma once

#include <iosfwd>

#include "cli/exit_code.hpp"
#include "cli/options.hpp"
#include "declaration/loader.hpp"

namespace mfp::cli {

/// Reads what the command line names: devices files, folders, roles. `--only` leaves one participant.
[[nodiscard]] declaration::Declaration load(const Options& options);

/// Shows the problems on `out`, at most 100, and says what they mean for the exit status.
[[nodiscard]] ExitCode report(const declaration::Declaration& declaration, std::ostream& out);

}  // namespace mfp::cli
