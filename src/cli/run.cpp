#include <iostream>
#include <utility>

#include "cli/broker_choice.hpp"
#include "cli/commands.hpp"
#include "cli/declaration_report.hpp"
#include "cli/runner.hpp"
#include "system/log.hpp"

namespace mfp::cli {

ExitCode run(const Options& options, Echo echo) {
  if (!system::set_up_log(options.log_level)) {
    std::cerr << "error: --log-level takes debug, info, warning or error; got '" << options.log_level << "'\n";
    return ExitCode::usage;
  }
  declaration::Declaration declaration = load(options);
  const ExitCode found = report(declaration, std::cerr);
  if (found != ExitCode::ok && (!options.keep_going || declaration.participants.empty())) return found;
  Runner runner(options, echo);
  const ExitCode ended = runner.run(std::move(declaration));
  return ended == ExitCode::ok ? found : ended;
}

}  // namespace mfp::cli
