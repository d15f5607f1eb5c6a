#include "core/routing/queue_lookup.hpp"

#include <utility>

#include "core/model/port_search.hpp"

namespace mfp::core {

QueueLookup::QueueLookup(std::span<const Participant> participants, const Directory& directory, KnownPorts known)
    : directory_(directory), known_(std::move(known)) {
  for (const Participant& participant : participants) ours_.emplace(participant.role, &participant);
}

const Participant* QueueLookup::find_participant(std::string_view role) const {
  if (const auto our = ours_.find(role); our != ours_.end()) return our->second;
  const Directory::Entry* entry = directory_.find(role);
  return entry == nullptr ? nullptr : &entry->participant;
}

std::optional<std::string> QueueLookup::announced(const PortName& port, Direction direction) const {
  const Participant* participant = find_participant(port.role);
  const Port* found = participant == nullptr ? nullptr : find_port(participant->ports(direction), port);
  return found == nullptr ? std::nullopt : std::optional(found->queue);
}

std::optional<std::string> QueueLookup::resolve(const PortName& port, Direction direction) {
  auto queue = announced(port, direction);
  if (is_ours(port.role)) return queue;
  if (find_participant(port.role) != nullptr) {
    queue ? (void)known_.insert_or_assign({port, direction}, *queue) : (void)known_.erase({port, direction});
    return queue;
  }
  const auto last = known_.find({port, direction});
  return last == known_.end() ? std::nullopt : std::optional(last->second);
}

}  // namespace mfp::core
