#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/model/participant.hpp"

namespace mfp::test {

/// A port with the default queue of `role`; an empty `topic` makes it one that is only announced.
inline core::Port port(const std::string& role, const std::string& id, const std::string& topic) {
  core::Port port;
  port.id = id;
  port.queue = core::default_queue(role, id);
  if (!topic.empty()) port.topic = *core::TopicFilter::parse(topic);
  return port;
}

inline core::Participant participant(const std::string& role, std::vector<core::Port> inports,
                                     std::vector<core::Port> outports) {
  core::Participant participant;
  participant.role = role;
  participant.id = role;
  participant.component = "test/Device";
  participant.inports = std::move(inports);
  participant.outports = std::move(outports);
  return participant;
}

}  // namespace mfp::test
