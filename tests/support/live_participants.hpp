#pragma once

#include <string>
#include <utility>
#include <vector>

#include "client/live_participant.hpp"

// Participants of a running system for tests.
namespace mfp::client {

inline core::Port live_port(std::string id, std::string queue) {
  core::Port port;
  port.id = std::move(id);
  port.queue = std::move(queue);
  return port;
}

inline LiveParticipant live(std::string role, std::vector<core::Port> inports, std::vector<core::Port> outports) {
  LiveParticipant participant;
  participant.participant.role = std::move(role);
  participant.participant.component = "x/Y";
  participant.participant.inports = std::move(inports);
  participant.participant.outports = std::move(outports);
  return participant;
}

inline LiveParticipants heating() {
  return {live("heater", {live_port("target", "heater.TARGET")}, {live_port("temperature", "heater.TEMPERATURE")}),
          live("house.display", {live_port("text", "display/text")}, {}), live("house", {live_port("door", "d")}, {})};
}

}  // namespace mfp::client
