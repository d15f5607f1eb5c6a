#include "cli/commands/declaration_report.hpp"

#include <algorithm>
#include <ostream>
#include <string_view>

#include "core/text/suggestion.hpp"
#include "system/disk.hpp"

namespace mfp::cli {

namespace {

void keep_only(const std::string& role, declaration::Declaration& declaration) {
  const std::vector<core::Participant>& participants = declaration.participants;
  const auto found = std::find_if(participants.begin(), participants.end(),
                                  [&](const core::Participant& participant) { return participant.role == role; });
  const auto index = static_cast<std::size_t>(found - participants.begin());
  if (found != participants.end()) return declaration::keep_only(declaration, index);
  std::vector<std::string_view> roles;
  roles.reserve(participants.size());
  for (const core::Participant& participant : participants) roles.push_back(participant.role);
  core::Diagnostic problem;
  problem.message = "--only " + role + ": no participant has this role";
  if (const auto near = core::nearest(role, roles)) problem.message += "; did you mean '" + std::string(*near) + "'?";
  declaration.diagnostics.push_back(std::move(problem));
  declaration::keep_only(declaration, participants.size());
}

declaration::Sources sources_of(const Options& options) {
  declaration::Sources sources;
  sources.roles = options.roles;
  sources.library = library_folders();
  return sources;
}

declaration::Declaration load(const Options& options, const declaration::Sources& sources) {
  declaration::Declaration declaration = declaration::load(sources, system::Disk());
  if (options.only) keep_only(*options.only, declaration);
  return declaration;
}

}  // namespace

std::vector<std::string> library_folders() { return {"/etc/msgflo-foreign-participant/participants", MFP_LIBRARY_DIR}; }

declaration::Declaration load(const Options& options) {
  declaration::Sources sources = sources_of(options);
  sources.paths = options.paths;
  return load(options, sources);
}

declaration::Declaration load_with_examples(const Options& options) {
  declaration::Sources sources = sources_of(options);
  sources.definitions = options.paths;
  sources.examples = declaration::Examples::kept;
  return load(options, sources);
}

declaration::Declaration load_used_definitions(const declaration::Declaration& declaration) {
  declaration::Sources sources = sources_of({});
  for (const core::Participant& participant : declaration.participants) {
    if (participant.definition == participant.file) continue;
    const std::string& file = declaration.files[participant.definition];
    if (std::find(sources.definitions.begin(), sources.definitions.end(), file) == sources.definitions.end())
      sources.definitions.push_back(file);
  }
  sources.examples = declaration::Examples::kept;
  return declaration::load(sources, system::Disk());
}

daemon::BrokerRequest broker_request(const Options& options) {
  return {options.broker, options.paths, options.roles, options.only};
}

ExitCode report(const declaration::Declaration& declaration, std::ostream& out) {
  out << core::to_text(declaration.diagnostics) << std::flush;
  if (!declaration.missing.empty()) return ExitCode::no_input;
  return core::has_errors(declaration.diagnostics) ? ExitCode::config : ExitCode::ok;
}

}  // namespace mfp::cli
