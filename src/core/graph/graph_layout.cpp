#include "core/graph/graph_layout.hpp"

#include <algorithm>

#include "core/json/json_document.hpp"
#include "core/text/text.hpp"

namespace mfp::core {

namespace {

constexpr std::size_t longest_label = 28;

/// The number of a port among those of its box. Ports are compared without regard to case; the first spelling is shown.
std::size_t number_of(const PortName& port, std::unordered_map<std::string, std::size_t>& numbers,
                      std::vector<std::string>& labels) {
  std::string label = port_label(port);
  std::string key = label;
  std::transform(key.begin(), key.end(), key.begin(), lower);
  const auto [place, is_new] = numbers.try_emplace(std::move(key), labels.size());
  if (is_new) labels.push_back(std::move(label));
  return place->second;
}

}  // namespace

GraphLayout::GraphLayout(const Graph& graph) {
  for (const Graph::Process& process : graph.processes) boxes_[box(process.name)].component = process.component;
  for (const Graph::Connection& connection : graph.connections) {
    const Place source = outport(connection.source);
    edges_.push_back({source, inport(connection.target)});
  }
  for (const Graph::Packet& packet : graph.packets) packets_.push_back(inport(packet.target));
  for (const Graph::Export& entry : graph.inports) inports_.push_back(inport(entry.inner));
  for (const Graph::Export& entry : graph.outports) outports_.push_back(outport(entry.inner));
}

std::size_t GraphLayout::box(std::string_view name) {
  const auto [place, is_new] = box_numbers_.try_emplace(std::string(name), boxes_.size());
  if (is_new) {
    boxes_.push_back({name, {}, {}, {}});
    inport_numbers_.emplace_back();
    outport_numbers_.emplace_back();
  }
  return place->second;
}

GraphLayout::Place GraphLayout::inport(const PortName& port) {
  const std::size_t number = box(port.role);
  return {number, number_of(port, inport_numbers_[number], boxes_[number].inports)};
}

GraphLayout::Place GraphLayout::outport(const PortName& port) {
  const std::size_t number = box(port.role);
  return {number, number_of(port, outport_numbers_[number], boxes_[number].outports)};
}

std::string port_label(const PortName& port) {
  return port.index ? port.port + '[' + std::to_string(*port.index) + ']' : port.port;
}

std::string data_label(const std::string& json) {
  std::string label = printable(text_of_json(json));
  if (count_characters(label) <= longest_label) return label;
  std::size_t end = 0;
  for (std::size_t i = 1; i < longest_label; ++i) (void)next_character(label, end);
  return label.substr(0, end) + "…";
}

}  // namespace mfp::core
