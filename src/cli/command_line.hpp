#pragma once

namespace mfp::cli {

/// The program: reads the command line, also under the names `msgflo-register` and `msgflo-register-foreign`, and
/// carries out one command. Gives the exit status; see ExitCode.
[[nodiscard]] int execute(int argc, const char* const* argv);

}  // namespace mfp::cli
