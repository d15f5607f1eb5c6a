#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "core/text/diagnostic.hpp"
#include "declaration/set/edge_check.hpp"
#include "declaration/set/set_check.hpp"

namespace mfp::declaration {

/// Reports relays and edges that feed each other without end: at an edge where there is one, which is then left out
/// of the set's edges, else at a port. Gives the roles of these.
[[nodiscard]] std::unordered_set<std::string> check_cycles(DeclaredSet& set, const std::vector<KnownEdge>& edges,
                                                           std::vector<core::Diagnostic>& problems);

}  // namespace mfp::declaration
