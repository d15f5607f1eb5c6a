#pragma once

#include <span>
#include <string_view>

#include "core/model/participant.hpp"

namespace mfp::core {

/// One port's relay seen as a way for messages: an outport leads from the device's topic to the queue, an inport from
/// the queue to the device's topic.
struct Relay {
  const Participant* participant = nullptr;
  const Port* port = nullptr;
  Direction direction = Direction::out;

  [[nodiscard]] std::string_view source() const {
    return direction == Direction::out ? port->topic->text() : port->queue;
  }
  [[nodiscard]] std::string_view target() const {
    return direction == Direction::out ? port->queue : port->topic->text();
  }
};

/// Calls `visit(relay)` for each port that has a topic, in declaration order.
template <class Visit>
void for_each_relay(std::span<const Participant> participants, Visit visit) {
  for (const Participant& participant : participants) {
    for (const Port& port : participant.inports) {
      if (port.topic) visit(Relay{&participant, &port, Direction::in});
    }
    for (const Port& port : participant.outports) {
      if (port.topic) visit(Relay{&participant, &port, Direction::out});
    }
  }
}

}  // namespace mfp::core
