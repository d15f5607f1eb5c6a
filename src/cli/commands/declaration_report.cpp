#include "cli/commands/declaration_report.hpp"

#include <algorithm>
#include <cstdlib>
#include <ostream>

#include "system/disk.hpp"

namespace mfp::cli {

namespace {

/// A person's own definitions (XDG Base Directory Specification); empty where nobody has a home.
std::string own_folder() {
  constexpr const char* below = "/msgflo-foreign-participant/participants";
  if (const char* config = std::getenv("XDG_CONFIG_HOME"); config != nullptr && *config == '/')
    return config + std::string(below);
  const char* home = std::getenv("HOME");
  return home == nullptr || *home == '\0' ? "" : home + std::string("/.config") + below;
}

declaration::Sources sources_of(const FileOptions& files) {
  declaration::Sources sources;
  sources.roles = files.roles;
  sources.graphs = files.graphs;
  sources.library = library_folders();
  sources.only = files.only;
  return sources;
}

}  // namespace

std::vector<std::string> library_folders() {
  std::vector<std::string> folders{"/etc/msgflo-foreign-participant/participants", MFP_LIBRARY_DIR};
  // Only where there is one: few have it, and each message about a name that is not found lists the folders.
  const std::string own = own_folder();
  if (system::Disk().kind(own) == core::FileKind::folder) folders.insert(folders.begin(), own);
  return folders;
}

declaration::Declaration load(const FileOptions& files) {
  declaration::Sources sources = sources_of(files);
  sources.paths = files.paths;
  return declaration::load(sources, system::Disk());
}

declaration::Declaration load_with_examples(const FileOptions& files) {
  declaration::Sources sources = sources_of(files);
  sources.definitions = files.paths;
  sources.examples = declaration::Examples::kept;
  return declaration::load(sources, system::Disk());
}

declaration::Declaration load_used_definitions(const declaration::Declaration& declaration) {
  declaration::Sources sources = sources_of({});
  for (const core::Participant& participant : declaration.configuration->participants) {
    if (participant.definition == participant.file) continue;
    const std::string& file = declaration.configuration->sources[participant.definition];
    if (std::find(sources.definitions.begin(), sources.definitions.end(), file) == sources.definitions.end())
      sources.definitions.push_back(file);
  }
  sources.examples = declaration::Examples::kept;
  return declaration::load(sources, system::Disk());
}

daemon::BrokerRequest broker_request(const std::optional<core::BrokerUrl>& broker, const FileOptions& files) {
  return {broker, files.paths, files.roles, files.graphs, files.only};
}

ExitCode report(const declaration::Declaration& declaration, std::ostream& out) {
  out << core::to_text(declaration.diagnostics) << std::flush;
  if (!declaration.missing.empty()) return ExitCode::no_input;
  return core::has_errors(declaration.diagnostics) ? ExitCode::config : ExitCode::ok;
}

}  // namespace mfp::cli
