#pragma once

#include <vector>

#include "client/live_participant.hpp"
#include "core/graph/graph.hpp"

namespace mfp::client {

/// The running system as a graph: participants are processes, bindings are connections. Ports are named as they are
/// announced. A queue that is nobody's port is a process of that name, whose port is called QUEUE; `_queue` is
/// added to the name while it is another process's.
[[nodiscard]] core::Graph live_graph(const LiveParticipants& participants, const std::vector<LiveBinding>& bindings);

/// Adds a process for each participant that has none yet, and its component where the graph does not say it.
void add_processes(core::Graph& graph, const std::vector<core::Participant>& participants);

}  // namespace mfp::client
