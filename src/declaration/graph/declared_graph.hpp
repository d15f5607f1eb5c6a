#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/graph/graph.hpp"
#include "core/model/edge.hpp"

namespace mfp::declaration {

/// Where a part of the graph is written, and how many characters of the line it takes.
struct Written {
  core::DeclaredAt at;
  std::uint32_t length = 1;
};

/// The graph that all files declare together, each process once. The lists say where the graph's own are written, in
/// the same order.
struct DeclaredGraph {
  core::Graph graph;
  std::vector<Written> processes;
  std::vector<Written> connections;
  std::vector<Written> packets;

  /// A component that a later text names for a process, other than the first one.
  struct OtherComponent {
    std::size_t process = 0;
    std::string component;
    Written written;
  };
  std::vector<OtherComponent> other_components;

  [[nodiscard]] bool empty() const { return processes.empty() && connections.empty() && packets.empty(); }
};

}  // namespace mfp::declaration
