#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cli/commands/commands.hpp"
#include "cli/commands/declaration_report.hpp"
#include "core/text/diagnostic.hpp"
#include "core/text/text.hpp"

namespace mfp::cli {

namespace {

constexpr std::size_t most_named = 5;

/// Which files describe the devices that use a definition.
void show_definitions(const declaration::Declaration& declaration) {
  std::map<std::uint32_t, std::vector<std::string_view>> roles_by_file;
  for (const core::Participant& participant : declaration.configuration->participants) {
    if (participant.definition != participant.file) roles_by_file[participant.definition].push_back(participant.role);
  }
  for (const auto& [file, roles] : roles_by_file) {
    std::cout << "using " << declaration.configuration->sources[file] << " for " << core::listed(roles, most_named)
              << '\n';
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
  std::size_t requests = 0;
  for (const core::Participant& participant : declaration.configuration->participants) {
    for (const core::Request& request : participant.requests()) {
      if (++requests > most_shown) continue;
      std::cout << "asking " << request.topic.text() << ' ' << when(request) << ", for " << participant.role << '\n';
    }
  }
  if (requests > most_shown) std::cout << "asking " << core::with_thousands(requests - most_shown) << " topics more\n";
}

/// What waits for participants of others.
struct Waiting {
  std::string_view noun;
  std::vector<std::string_view> roles;
  std::vector<std::string> what;
  /// Where the two words of a port seem to have changed places.
  std::vector<std::string> turned;
};

struct End {
  const core::PortName& name;
  core::Direction direction;
};

/// `TEXT hall`, as an edge names its end in the FBP language; `hall TEXT` at its beginning.
std::string in_two_words(std::string_view role, std::string_view port, core::Direction direction) {
  const bool in = direction == core::Direction::in;
  return std::string(in ? port : role) + ' ' + std::string(in ? role : port);
}

class WaitingList {
 public:
  explicit WaitingList(const declaration::Declaration& declaration) : declaration_(declaration) {
    if (declaration.configuration->edges.empty() && declaration.configuration->initial_packets.empty()) return;
    for (const core::Participant& participant : declaration.configuration->participants) ours_.insert(participant.role);
    for (const core::Edge& edge : declaration.configuration->edges) {
      add("edge", {{edge.source, core::Direction::out}, {edge.target, core::Direction::in}},
          to_text(edge.source) + " -> " + to_text(edge.target), edge.at);
    }
    for (const core::InitialPacket& packet : declaration.configuration->initial_packets) {
      add("initial packet", {{packet.target, core::Direction::in}}, to_text(packet.target), packet.at);
    }
  }

  void show() const {
    constexpr std::size_t most_shown = 20;
    for (std::size_t i = 0; i < std::min(groups_.size(), most_shown); ++i) std::cout << text(groups_[i]) << '\n';
    if (groups_.size() > most_shown) {
      std::cout << "others wait for " << core::with_thousands(groups_.size() - most_shown) << " participants more\n";
    }
  }

 private:
  void add(std::string_view noun, std::initializer_list<End> ends, const std::string& what,
           const core::DeclaredAt& at) {
    std::vector<std::string_view> roles;
    std::vector<std::string> turned;
    std::string key(noun);
    for (const auto& [name, direction] : ends) {
      if (ours_.contains(name.role)) continue;
      if (ours_.contains(name.port)) turned.push_back(in_two_words(name.port, name.role, direction));
      if (!roles.empty() && roles.back() == name.role) continue;
      roles.push_back(name.role);
      key += '\0' + name.role;
    }
    if (roles.empty()) return;
    const auto [group, is_new] = group_of_.emplace(std::move(key), groups_.size());
    if (is_new) groups_.push_back({noun, std::move(roles), {}, std::move(turned)});
    groups_[group->second].what.push_back(
        what + " (" + core::place_text({declaration_.configuration->sources[at.file], at.mark.line}) + ')');
  }

  [[nodiscard]] static std::string text(const Waiting& group) {
    std::string text = core::counted(group.what.size(), group.noun);
    text += group.what.size() == 1 ? " waits for " : " wait for ";
    text += std::string(group.roles.front());
    if (group.roles.size() > 1) text += " and " + std::string(group.roles.back());
    text += ", which others announce";
    for (const std::string& words : group.turned) text += " (did you mean `" + words + "`?)";
    return core::printable(text + ": " + core::listed({group.what.begin(), group.what.end()}, most_named));
  }

  const declaration::Declaration& declaration_;
  std::set<std::string_view> ours_;
  std::unordered_map<std::string, std::size_t> group_of_;
  std::vector<Waiting> groups_;
};

}  // namespace

ExitCode check(const FileOptions& files) {
  const declaration::Declaration declaration = load(files);
  const ExitCode code = report(declaration, std::cout);
  if (code != ExitCode::ok) return code;
  show_definitions(declaration);
  show_requests(declaration);
  WaitingList(declaration).show();
  std::size_t ports = 0;
  for (const core::Participant& participant : declaration.configuration->participants)
    ports += core::relayed_ports(participant);
  std::cout << core::counted(declaration.configuration->participants.size(), "participant") << ", "
            << core::counted(ports, "port") << " to relay";
  if (!declaration.configuration->edges.empty())
    std::cout << ", " << core::counted(declaration.configuration->edges.size(), "edge");
  std::cout << ": no errors\n";
  return std::cout.flush() ? code : ExitCode::io_error;
}

}  // namespace mfp::cli
