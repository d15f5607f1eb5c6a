#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/model/participant.hpp"
#include "core/text/diagnostic.hpp"
#include "declaration/graph/declared_graph.hpp"
#include "declaration/set/set_check.hpp"

namespace mfp::declaration {

/// An edge whose two ports are ours, so that its queues are known.
struct KnownEdge {
  const core::Participant* source_role = nullptr;
  const core::Port* source = nullptr;
  const core::Participant* target_role = nullptr;
  const core::Port* target = nullptr;
  Written written;
  /// Its place among the set's edges.
  std::size_t index = 0;
};

[[nodiscard]] core::Place place_of(const Written& written, const std::vector<std::string>& files);

/// Makes the set's edges and initial packets from its graph. Those that name a port which a participant of the set
/// does not have are reported and left out, and of equal edges the first one counts. What names a role of `unsure`,
/// participants with errors of their own, is taken as it is. The result points into the set's participants.
[[nodiscard]] std::vector<KnownEdge> check_edges(DeclaredSet& set, const std::unordered_set<std::string>& unsure,
                                                 std::vector<core::Diagnostic>& problems);

}  // namespace mfp::declaration
