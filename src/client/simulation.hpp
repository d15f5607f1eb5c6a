#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/example.hpp"
#include "core/model/participant.hpp"

namespace mfp::client {

/// Plays devices: what they send, and how they answer commands. `participants` must outlive it.
class Simulation {
 public:
  struct DeviceMessage {
    std::string topic;
    std::string payload;
  };

  explicit Simulation(std::span<const core::Participant> participants);

  /// The recorded payloads of all outports, each message once, in the order of the files, without those that give an
  /// error. What was recorded on the topic of another device, by a `with` of its own, is told on the port's topic where
  /// the port can use it.
  [[nodiscard]] const std::vector<DeviceMessage>& recorded() const { return recorded_; }

  /// The names of the outports that can use nothing of that, and that no command is answered on.
  [[nodiscard]] const std::vector<std::string>& silent_ports() const { return silent_ports_; }

  /// The topics that commands come on, each once.
  [[nodiscard]] const std::vector<std::string>& command_topics() const { return command_topics_; }

  /// What the devices answer to a command by their `echo`: the recorded state that says the same as the command, else
  /// the command's payload where that can be a state.
  [[nodiscard]] std::vector<DeviceMessage> answers(std::string_view topic, std::string_view payload) const;

 private:
  /// Takes up what was recorded of one device.
  void record(const core::Participant& participant);
  [[nodiscard]] std::optional<DeviceMessage> state_for(const core::Participant& participant,
                                                       const core::DeviceEcho& echo, std::string_view payload) const;

  std::span<const core::Participant> participants_;
  std::set<std::pair<std::string_view, std::string_view>> known_;
  std::vector<DeviceMessage> recorded_;
  std::vector<std::string> silent_ports_;
  std::vector<std::string> command_topics_;
};

}  // namespace mfp::client
