#pragma once

#include <string>
#include <vector>

#include "core/text/diagnostic.hpp"
#include "declaration/set/edge_check.hpp"
#include "declaration/set/set_check.hpp"

namespace mfp::declaration {

/// Reports relays and edges that feed each other without end: at an edge where there is one, which is then left out
/// of the set's edges, else at a port, whose participant is then faulty.
void check_cycles(ParticipantSet& set, const std::vector<KnownEdge>& edges, const std::vector<std::string>& files,
                  std::vector<core::Diagnostic>& problems);

}  // namespace mfp::declaration
