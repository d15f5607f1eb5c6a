#include "client/port_lookup.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace mfp::client {

PortLookup::PortLookup(LiveSystem& system, std::vector<PortQuery> queries, ParticipantList::Listening listening)
    : system_(system),
      queries_(std::move(queries)),
      participant_list_(system_, declared_participants(system_.target()), std::move(listening)) {}

void PortLookup::find(Done done) {
  participant_list_.take([this] { return settled(); },
                         [this, done = std::move(done)](ParticipantList::Source) { tell(done); });
}

bool PortLookup::settled() const {
  bool all_found = true;
  for (const PortQuery& query : queries_) {
    const auto found = find_port(participants(), query);
    if (!found && found.error().kind == PortProblem::Kind::final) return true;
    all_found = all_found && found;
  }
  return all_found;
}

void PortLookup::tell(const Done& done) {
  std::vector<FoundPort> ports;
  std::optional<PortProblem> problem;
  for (const PortQuery& query : queries_) {
    const auto found = find_port(participants(), query);
    if (found) {
      ports.push_back(*found);
    } else if (!problem ||
               (problem->kind == PortProblem::Kind::open && found.error().kind == PortProblem::Kind::final)) {
      // A final one may have ended the search before the others could be found.
      problem = found.error();
    }
  }
  problem ? system_.fail(problem->message, system::ExitCode::failed) : done(ports);
}

}  // namespace mfp::client
