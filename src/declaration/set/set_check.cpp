#include "declaration/set/set_check.hpp"

#include <algorithm>
#include <functional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/conversion/conversion.hpp"
#include "core/model/relay.hpp"
#include "core/text/text.hpp"
#include "declaration/set/cycle_check.hpp"
#include "declaration/set/edge_check.hpp"
#include "declaration/yaml/report.hpp"

namespace mfp::declaration {

namespace {

using Problems = std::vector<core::Diagnostic>;
using Files = std::vector<std::string>;
using Roles = std::unordered_set<std::string>;

core::Place place_of(const Files& files, const core::Participant& participant) {
  const auto length = static_cast<std::uint32_t>(core::count_characters(participant.role));
  return {files[participant.file], participant.mark.line, participant.mark.column, std::max(length, 1U)};
}

using Name = std::string core::Participant::*;

/// Calls `found(first, second)` for all participants whose name is that of an earlier one.
template <class Found>
void find_twice(const std::vector<core::Participant>& participants, Name name, Found found) {
  std::unordered_map<std::string_view, const core::Participant*> known;
  known.reserve(participants.size());
  for (const core::Participant& participant : participants) {
    // An empty one has been reported by itself.
    if ((participant.*name).empty()) continue;
    const auto [first, is_new] = known.emplace(participant.*name, &participant);
    if (!is_new) found(*first->second, participant);
  }
}

void mark_faulty(DeclaredSet& set, const core::Participant& participant) {
  set.faulty[static_cast<std::size_t>(&participant - set.configuration.participants.data())] = true;
}

void check_roles(DeclaredSet& set, Problems& problems) {
  const Files& files = set.configuration.sources;
  find_twice(set.configuration.participants, &core::Participant::role,
             [&](const core::Participant& first, const core::Participant& second) {
               std::string message = "a second participant with the role " + with_quotes(second.role) +
                                     "; the first one is in " + place_text(place_of(files, first));
               problems.push_back({core::Severity::error, place_of(files, second), std::move(message), {}});
               mark_faulty(set, second);
             });
}

void check_ids(DeclaredSet& set, Problems& problems) {
  const Files& files = set.configuration.sources;
  find_twice(set.configuration.participants, &core::Participant::id,
             [&](const core::Participant& first, const core::Participant& second) {
               // Twice the same role has been reported, and its id follows from it.
               if (first.role == second.role) return;
               std::string message = "participant " + with_quotes(second.role) + " has the id " +
                                     with_quotes(second.id) + " of participant " + with_quotes(first.role) + " in " +
                                     place_text(place_of(files, first)) + "; give one of them another 'id'";
               problems.push_back({core::Severity::error, place_of(files, second), std::move(message), {}});
               mark_faulty(set, second);
             });
}

/// Gives the roles of those that go: they say nothing certain about their ports.
Roles remove_faulty(DeclaredSet& set) {
  Roles roles;
  std::vector<core::Participant>& participants = set.configuration.participants;
  if (std::find(set.faulty.begin(), set.faulty.end(), true) == set.faulty.end()) return roles;
  const core::Participant* first = participants.data();
  std::erase_if(participants, [&](const core::Participant& participant) {
    const bool goes = set.faulty[static_cast<std::size_t>(&participant - first)];
    if (goes) roles.insert(participant.role);
    return goes;
  });
  set.faulty.assign(participants.size(), false);
  return roles;
}

/// What the device reports would come back to it as a command: no cycle by itself, but hardly ever meant.
void check_feedback(const Files& files, const core::Participant& participant, Problems& problems) {
  std::unordered_map<std::string_view, const core::Port*> inports;
  for (const core::Port& inport : participant.inports) {
    if (inport.topic) inports.emplace(inport.queue, &inport);
  }
  if (inports.empty()) return;
  for (const core::Port& outport : participant.outports) {
    const auto inport = inports.find(outport.queue);
    if (!outport.topic || inport == inports.end()) continue;
    const auto length = static_cast<std::uint32_t>(core::count_characters(outport.id));
    problems.push_back({core::Severity::warning,
                        {files[participant.file], outport.mark.line, outport.mark.column, std::max(length, 1U)},
                        "outport " + with_quotes(outport.id) + " and inport " + with_quotes(inport->second->id) +
                            " share the queue " + with_quotes(outport.queue) +
                            ", so what the device reports comes back to it as a command; give one of them another "
                            "name or queue",
                        {}});
  }
}

/// What a port relays on the device's side.
struct DeviceSide {
  core::Direction direction;
  std::string_view topic;
  std::uint64_t steps;

  friend bool operator==(const DeviceSide&, const DeviceSide&) = default;
};

std::vector<DeviceSide> device_side(const core::Participant& participant) {
  std::vector<DeviceSide> sides;
  core::for_each_relay(std::span(&participant, 1), [&](const core::Relay& relay) {
    const auto& conversion = relay.port->conversion;
    sides.push_back({relay.direction, relay.port->topic->text(), conversion ? conversion->steps_hash() : 0});
  });
  return sides;
}

std::size_t hash_of(const std::vector<DeviceSide>& sides) {
  constexpr std::size_t factor = 1'000'003;
  std::size_t hash = sides.size();
  for (const DeviceSide& side : sides) {
    hash = (hash * factor + std::hash<std::string_view>()(side.topic)) * factor + static_cast<std::size_t>(side.steps);
  }
  return hash;
}

/// Copied and pasted, with another role: each message would come twice.
void check_twins(const DeclaredSet& set, Problems& problems) {
  const Files& files = set.configuration.sources;
  std::unordered_map<std::size_t, const core::Participant*> known;
  known.reserve(set.configuration.participants.size());
  for (const core::Participant& participant : set.configuration.participants) {
    const std::vector<DeviceSide> sides = device_side(participant);
    if (sides.empty()) continue;
    const auto [first, is_new] = known.emplace(hash_of(sides), &participant);
    if (is_new || sides != device_side(*first->second)) continue;
    problems.push_back({core::Severity::warning,
                        place_of(files, participant),
                        "participant " + with_quotes(participant.role) + " relays the same topics in the same way as " +
                            with_quotes(first->second->role) + " in " + place_text(place_of(files, *first->second)) +
                            "; is that one device, declared twice?",
                        {}});
  }
}

}  // namespace

std::vector<core::Diagnostic> check_set(DeclaredSet& set) {
  Problems problems;
  check_roles(set, problems);
  check_ids(set, problems);
  const Roles unsure = remove_faulty(set);
  const Roles in_cycles = check_cycles(set, check_edges(set, unsure, problems), problems);
  std::erase_if(set.configuration.participants,
                [&](const core::Participant& participant) { return in_cycles.contains(participant.role); });
  const Files& files = set.configuration.sources;
  for (const core::Participant& participant : set.configuration.participants)
    check_feedback(files, participant, problems);
  check_twins(set, problems);
  core::sort_by_place(problems);
  return problems;
}

}  // namespace mfp::declaration
