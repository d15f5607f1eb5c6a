#include "client/queue_names.hpp"

namespace mfp::client {

QueueNames::QueueNames(const LiveParticipants& participants) {
  for (const LiveParticipant& live : participants) {
    const core::Participant& participant = live.participant;
    for (const core::Port& port : participant.inports)
      inports_.try_emplace(port.queue, Place{port.queue, &participant, &port});
    for (const core::Port& port : participant.outports)
      outports_.try_emplace(port.queue, Place{port.queue, &participant, &port});
  }
}

std::string QueueNames::Place::text() const {
  return participant == nullptr ? std::string(queue) : core::port_name(*participant, *port);
}

QueueNames::Place QueueNames::find(std::string_view queue, const Places& first, const Places& second) {
  for (const Places* places : {&first, &second}) {
    if (const auto found = places->find(queue); found != places->end()) return found->second;
  }
  return {queue};
}

}  // namespace mfp::client
