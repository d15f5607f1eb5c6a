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

/// Where the two words of a port are written; what stands for both where a text tells no more.
struct WrittenPort {
  Written process;
  Written port;
};

/// The graph that all files declare together, each process once. The lists say where the graph's own are written, in
/// the same order.
struct DeclaredGraph {
  core::Graph graph;
  std::vector<Written> processes;
  std::vector<Written> connections;
  std::vector<Written> packets;
  /// Of the connections, and of the packets.
  std::vector<WrittenPort> sources;
  std::vector<WrittenPort> targets;
  std::vector<WrittenPort> packet_targets;

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
