#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/graph/graph.hpp"

namespace mfp::core {

/// What a picture of a graph is made of: its processes by number, also those that only a connection names, and the
/// ports of each that are used, in the order of the graph.
class GraphLayout {
 public:
  struct Box {
    std::string_view name;
    std::string_view component;
    std::vector<std::string> inports;
    std::vector<std::string> outports;
  };
  /// A port by the number of its box and its own among the box's inports or outports.
  struct Place {
    std::size_t box = 0;
    std::size_t port = 0;
  };
  struct Edge {
    Place source;
    Place target;
  };

  /// The layout borrows from the graph.
  explicit GraphLayout(const Graph& graph);

  [[nodiscard]] const std::vector<Box>& boxes() const { return boxes_; }
  /// In the order of the graph's connections, packets, inports and outports.
  [[nodiscard]] const std::vector<Edge>& edges() const { return edges_; }
  [[nodiscard]] const std::vector<Place>& packets() const { return packets_; }
  [[nodiscard]] const std::vector<Place>& inports() const { return inports_; }
  [[nodiscard]] const std::vector<Place>& outports() const { return outports_; }

 private:
  using Numbers = std::unordered_map<std::string, std::size_t>;

  std::size_t box(std::string_view name);
  Place inport(const PortName& port);
  Place outport(const PortName& port);

  std::vector<Box> boxes_;
  Numbers box_numbers_;
  std::vector<Numbers> inport_numbers_;
  std::vector<Numbers> outport_numbers_;
  std::vector<Edge> edges_;
  std::vector<Place> packets_;
  std::vector<Place> inports_;
  std::vector<Place> outports_;
};

/// `TEMPERATURE`, `IN[2]`.
[[nodiscard]] std::string port_label(const PortName& port);

/// A packet's data for a small label: a text without quotes, cut after 28 characters.
[[nodiscard]] std::string data_label(const std::string& json);

}  // namespace mfp::core
