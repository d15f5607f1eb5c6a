#include <algorithm>
#include <chrono>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands.hpp"
#include "cli/declaration_report.hpp"
#include "core/text.hpp"

namespace mfp::cli {

namespace {

/// The first roles by name, the others by number.
std::string listed(const std::vector<std::string_view>& roles) {
  constexpr std::size_t most_named = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(roles.size(), most_named); ++i) {
    text += (i == 0 ? "" : ", ") + std::string(roles[i]);
  }
  if (roles.size() > most_named) text += " and " + core::with_thousands(roles.size() - most_named) + " more";
  return text;
}

/// Which files describe the devices that use a definition.
void show_definitions(const declaration::Declaration& declaration) {
  std::map<std::uint32_t, std::vector<std::string_view>> roles_by_file;
  for (const core::Participant& participant : declaration.participants) {
    if (participant.definition != participant.file) roles_by_file[participant.definition].push_back(participant.role);
  }
  for (const auto& [file, roles] : roles_by_file) {
    std::cout << "using " << declaration.files[file] << " for " << listed(roles) << '\n';
  }
}

std::string when(const core::Request& request) {
  if (!request.every) return "after each connect";
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(*request.every).count();
  constexpr std::int64_t minute = 60;
  constexpr std::int64_t hour = 60 * minute;
  if (seconds % hour == 0) return "every " + std::to_string(seconds / hour) + " h";
  if (seconds % minute == 0) return "every " + std::to_string(seconds / minute) + " min";
  return "every " + std::to_string(seconds) + " s";
}

void show_requests(const declaration::Declaration& declaration) {
  constexpr std::size_t most_shown = 20;
  const std::vector<core::Request>& requests = declaration.requests;
  for (std::size_t i = 0; i < std::min(requests.size(), most_shown); ++i) {
    std::cout << "asking " << requests[i].topic.text() << ' ' << when(requests[i]) << ", for "
              << declaration.participants[requests[i].participant].role << '\n';
  }
  if (requests.size() > most_shown) {
    std::cout << "asking " << core::with_thousands(requests.size() - most_shown) << " topics more\n";
  }
}

}  // namespace

ExitCode check(const Options& options) {
  const declaration::Declaration declaration = load(options);
  const ExitCode code = report(declaration, std::cout);
  if (code != ExitCode::ok) return code;
  show_definitions(declaration);
  show_requests(declaration);
  std::size_t ports = 0;
  for (const core::Participant& participant : declaration.participants) ports += core::relayed_ports(participant);
  std::cout << core::counted(declaration.participants.size(), "participant") << ", " << core::counted(ports, "port")
            << " to relay: no errors\n";
  return std::cout.flush() ? code : ExitCode::io_error;
}

}  // namespace mfp::cli
