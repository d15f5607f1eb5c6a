#include <iostream>

#include "cli/commands/commands.hpp"
#include "cli/commands/graph_file.hpp"
#include "declaration/set/role_import.hpp"
#include "system/disk.hpp"

namespace mfp::cli {

namespace {

constexpr std::size_t largest_file = 16 * 1024 * 1024;

/// Of the files, the options and the graphs, in this order.
ExitCode collect(const FileOptions& files, declaration::RoleImport& import) {
  for (const std::string& path : files.paths) {
    const auto text = system::Disk().read(path, largest_file);
    if (!text) {
      std::cerr << path << ": error: " << text.error().message << '\n';
      return ExitCode::no_input;
    }
    import.read(path, *text);
  }
  std::vector<std::string> problems = import.problems();
  for (const declaration::RoleFile& role : files.roles) {
    if (auto added = import.add(role); !added) problems.push_back(added.error().message);
  }
  for (const std::string& path : files.graphs) {
    auto graph = read_graph_file(path);
    if (!graph) return graph.error();
    if (auto added = import.add_roles_of(*graph); !added) problems.push_back(path + ": " + added.error().message);
  }
  for (const std::string& problem : problems) std::cerr << "error: " << problem << '\n';
  return problems.empty() ? ExitCode::ok : ExitCode::config;
}

}  // namespace

ExitCode import_roles(const FileOptions& files) {
  declaration::RoleImport import;
  if (const ExitCode found = collect(files, import); found != ExitCode::ok) return found;
  for (const std::string& line : import.left_out()) std::cerr << "note: " << line << '\n';
  if (import.roles().empty()) {
    std::cerr << "error: nothing names a role and its definition, as --role heater:./heater.yaml does\n";
    return ExitCode::no_input;
  }
  std::cout << declaration::devices_file(import.roles(), files.graphs);
  return std::cout.flush() ? ExitCode::ok : ExitCode::io_error;
}

}  // namespace mfp::cli
