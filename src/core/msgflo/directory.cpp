#include "core/msgflo/directory.hpp"

#include <algorithm>
#include <utility>

#include "core/msgflo/announcement.hpp"

namespace mfp::core {

namespace {

bool same_ports(const std::vector<Port>& a, const std::vector<Port>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Port& x, const Port& y) {
    return x.id == y.id && x.queue == y.queue && x.type == y.type;
  });
}

bool same(const Participant& a, const Participant& b) {
  return a.id == b.id && a.component == b.component && a.extras == b.extras && same_ports(a.inports, b.inports) &&
         same_ports(a.outports, b.outports);
}

/// About; what matters is that nobody can take more than there is.
std::size_t memory_of(const Participant& participant) {
  std::size_t bytes =
      sizeof(Participant) + participant.role.size() + participant.id.size() + participant.component.size();
  for (const Direction direction : {Direction::in, Direction::out}) {
    for (const Port& port : participant.ports(direction)) {
      bytes += sizeof(Port) + port.id.size() + port.queue.size() + port.type.size();
    }
  }
  return bytes;
}

}  // namespace

Directory::Heard Directory::hear(std::string_view message, TimePoint now, std::string& role) {
  auto participant = read_announcement(message);
  if (!participant) return Heard::not_understood;
  role = participant->role;
  return hear(*std::move(participant), now);
}

Directory::Heard Directory::hear(Participant participant, TimePoint now) {
  const std::size_t size = memory_of(participant);
  const auto known = by_role_.find(participant.role);
  if (known == by_role_.end()) {
    if (by_role_.size() >= most_participants || memory_ + size > most_memory) return Heard::full;
    memory_ += size;
    std::string role = participant.role;
    by_role_.emplace(std::move(role), Entry{std::move(participant), now});
    return Heard::changed;
  }
  known->second.seen = now;
  if (same(known->second.participant, participant)) return Heard::unchanged;
  const std::size_t rest = memory_ - memory_of(known->second.participant);
  if (rest + size > most_memory) return Heard::full;
  memory_ = rest + size;
  known->second.participant = std::move(participant);
  return Heard::changed;
}

std::vector<std::string> Directory::forget_silent(TimePoint now) {
  std::vector<std::string> forgotten;
  std::erase_if(by_role_, [&](const auto& entry) {
    if (now - entry.second.seen < forgotten_after) return false;
    memory_ -= memory_of(entry.second.participant);
    forgotten.push_back(entry.first);
    return true;
  });
  return forgotten;
}

const Directory::Entry* Directory::find(std::string_view role) const {
  const auto known = by_role_.find(std::string(role));
  return known == by_role_.end() ? nullptr : &known->second;
}

std::vector<const Directory::Entry*> Directory::entries() const {
  std::vector<const Entry*> all;
  all.reserve(by_role_.size());
  for (const auto& [role, entry] : by_role_) all.push_back(&entry);
  std::sort(all.begin(), all.end(),
            [](const Entry* a, const Entry* b) { return a->participant.role < b->participant.role; });
  return all;
}

}  // namespace mfp::core
