#include "bridge/link/connect_log.hpp"

#include <utility>

#include "core/text/text.hpp"
#include "system/log.hpp"

namespace mfp::bridge {

namespace {

/// A set with more participants is told in one line.
constexpr std::size_t most_participants_told = 50;
constexpr std::size_t longest_name = 64;

/// `mosquitto version 2.0.11` as `mosquitto 2.0.11, `.
std::string broker_name(std::string_view version) {
  if (version.empty()) return {};
  std::string name = core::printable(version.substr(0, longest_name));
  const std::size_t word = name.find(" version ");
  if (word != std::string::npos) name.replace(word, std::string_view(" version ").size(), " ");
  return name + ", ";
}

std::string announced_text(const core::Participant& participant) {
  return participant.role + " announced: " + core::counted(participant.inports.size(), "inport") + ", " +
         core::counted(participant.outports.size(), "outport");
}

}  // namespace

void ConnectLog::say(const std::string& broker, std::string_view version) {
  if (std::exchange(said_, true)) return;
  spdlog::info("connected to {} ({}MQTT 5)", broker, broker_name(version));
  for (const std::string& line : std::exchange(untold_, {})) spdlog::info("{}", line);
}

void ConnectLog::tell(std::string line) {
  if (line.empty()) return;
  said_ ? spdlog::info("{}", line) : untold_.push_back(std::move(line));
}

void ConnectLog::tell_announced(const core::Participant& participant, const core::Configuration& configuration,
                                bool relays) {
  const std::vector<core::Participant>& all = configuration.participants;
  const bool one_by_one = all.size() <= most_participants_told;
  const bool is_last = &participant == &all.back();
  if (!one_by_one && !is_last) return;
  std::size_t ports = core::relayed_ports(participant);
  std::string line = announced_text(participant);
  if (!one_by_one) {
    ports = 0;
    for (const core::Participant& one : all) ports += core::relayed_ports(one);
    line = core::counted(all.size(), "participant") + " announced";
  }
  if (relays && ports > 0) line += "; relaying " + core::counted(ports, "port");
  tell(std::move(line));
}

}  // namespace mfp::bridge
