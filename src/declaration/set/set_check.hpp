#pragma once

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/model/configuration.hpp"
#include "core/text/diagnostic.hpp"
#include "declaration/graph/declared_graph.hpp"

namespace mfp::declaration {

/// What the files declare together, before it is checked as a whole.
struct DeclaredSet {
  /// Its edges and initial packets are made from the graph when the set is checked.
  core::Configuration configuration;
  /// Of each participant: whether it has an error of its own.
  std::vector<bool> faulty;
  DeclaredGraph graph;
  std::optional<core::Place> broker_at;
  std::optional<core::Place> router_at;
};

/// Finds what only shows between participants: roles and ids used twice, edges that name a port which is not there,
/// relays and edges that form a cycle. Afterwards the set holds the participants and edges without an error. The result
/// is sorted by place and has no source lines: the texts of the files are gone by then.
[[nodiscard]] std::vector<core::Diagnostic> check_set(DeclaredSet& set);

}  // namespace mfp::declaration
