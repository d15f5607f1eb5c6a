#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/model/broker_settings.hpp"
#include "core/model/edge.hpp"
#include "core/model/example.hpp"
#include "core/model/participant.hpp"
#include "core/model/request.hpp"
#include "core/text/diagnostic.hpp"
#include "declaration/graph/declared_graph.hpp"

namespace mfp::declaration {

struct PlacedBroker {
  core::BrokerSettings settings;
  core::Place place;
};

struct PlacedRouter {
  core::RouterSettings settings;
  core::Place place;
};

/// What the files declare together, before it is checked as a whole.
struct ParticipantSet {
  std::optional<PlacedBroker> broker;
  std::vector<core::Participant> participants;
  /// Indices of participants that have an error of their own, ascending.
  std::vector<std::size_t> faulty;
  std::vector<core::Example> examples;
  std::vector<core::DeviceEcho> echoes;
  std::vector<core::Request> requests;
  DeclaredGraph graph;
  /// From the graph, as soon as the set has been checked.
  std::vector<core::Edge> edges;
  std::vector<core::InitialPacket> packets;
  std::optional<PlacedRouter> router;
  std::vector<std::string> files;
};

/// Adds the participants of another set and what belongs to them.
void take_over(ParticipantSet& set, ParticipantSet&& other);

/// Finds what only shows between participants: roles and ids used twice, edges that name a port which is not there,
/// relays and edges that form a cycle. `files` are those that the participants' indices mean. Afterwards the
/// set holds the participants and edges without an error. The result is sorted by place and has no source lines: the
/// texts of the files are gone by then.
[[nodiscard]] std::vector<core::Diagnostic> check_set(ParticipantSet& set, const std::vector<std::string>& files);

}  // namespace mfp::declaration
