#include <iostream>

#include "cli/commands/commands.hpp"
#include "cli/commands/declaration_report.hpp"
#include "core/msgflo/announcement.hpp"

namespace mfp::cli {

ExitCode print(const FileOptions& files) {
  const declaration::Declaration declaration = load(files);
  if (const ExitCode code = report(declaration, std::cerr); code != ExitCode::ok) return code;
  for (const core::Participant& participant : declaration.configuration->participants)
    std::cout << core::announcement(participant) << '\n';
  return std::cout.flush() ? ExitCode::ok : ExitCode::io_error;
}

}  // namespace mfp::cli
