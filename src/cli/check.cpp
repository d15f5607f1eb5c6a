#include <iostream>

#include "cli/commands.hpp"
#include "cli/declaration_report.hpp"
#include "core/text.hpp"

namespace mfp::cli {

ExitCode check(const Options& options) {
  const declaration::Declaration declaration = load(options);
  const ExitCode code = report(declaration, std::cout);
  if (code != ExitCode::ok) return code;
  std::size_t topics = 0;
  for (const core::Participant& participant : declaration.participants) topics += core::relayed_ports(participant);
  std::cout << core::counted(declaration.participants.size(), "participant") << ", " << core::counted(topics, "topic")
            << " to relay: no errors\n";
  return std::cout.flush() ? code : ExitCode::io_error;
}

}  // namespace mfp::cli
