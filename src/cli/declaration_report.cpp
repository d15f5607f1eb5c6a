#include "cli/declaration_report.hpp"

#include <algorithm>
#include <ostream>
#include <string_view>

#include "declaration/suggestion.hpp"
#include "system/disk.hpp"

namespace mfp::cli {

namespace {

void keep_only(const std::string& role, declaration::Declaration& declaration) {
  std::vector<core::Participant>& participants = declaration.participants;
  const auto found = std::find_if(participants.begin(), participants.end(),
                                  [&](const core::Participant& participant) { return participant.role == role; });
  if (found != participants.end()) {
    core::Participant chosen = std::move(*found);
    participants.clear();
    participants.push_back(std::move(chosen));
    return;
  }
  std::vector<std::string_view> roles;
  roles.reserve(participants.size());
  for (const core::Participant& participant : participants) roles.push_back(participant.role);
  core::Diagnostic problem;
  problem.message = "--only " + role + ": no participant has this role";
  if (const auto near = declaration::nearest(role, roles))
    problem.message += "; did you mean '" + std::string(*near) + "'?";
  declaration.diagnostics.push_back(std::move(problem));
  participants.clear();
}

}  // namespace

declaration::Declaration load(const Options& options) {
  declaration::Sources sources;
  sources.paths = options.paths;
  sources.roles = options.roles;
  sources.library = {"/etc/msgflo-foreign-participant/participants", MFP_LIBRARY_DIR};
  declaration::Declaration declaration = declaration::load(sources, system::Disk());
  if (options.only) keep_only(*options.only, declaration);
  return declaration;
}

ExitCode report(const declaration::Declaration& declaration, std::ostream& out) {
  out << core::to_text(declaration.diagnostics) << std::flush;
  if (!declaration.missing.empty()) return ExitCode::no_input;
  return core::has_errors(declaration.diagnostics) ? ExitCode::config : ExitCode::ok;
}

}  // namespace mfp::cli
