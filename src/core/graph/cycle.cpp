#include "core/graph/cycle.hpp"

#include "core/graph/cycle_search.hpp"
#include "core/mqtt/filter_index.hpp"

namespace mfp::core {

namespace {

/// The ports on the way, each once, with the topics of its relay.
struct Stop {
  std::string_view port;
  std::string topics;
};

void add_stop(std::vector<Stop>& stops, std::string_view port, const std::string& topics) {
  if (!stops.empty() && stops.back().port == port && (stops.back().topics.empty() || topics.empty())) {
    stops.back().topics += topics;
  } else {
    stops.push_back({port, topics});
  }
}

}  // namespace

std::vector<Cycle> find_cycles(std::span<const Hop> hops) {
  FilterIndex index;
  std::vector<NumberedHop> starts;
  starts.reserve(hops.size());
  for (std::uint32_t hop = 0; hop < hops.size(); ++hop) {
    index.insert(hops[hop].source, hop);
    starts.push_back({hop, hops[hop].target});
  }
  const CycleSearch search(starts, [&](std::string_view topic, const VisitHop& visit) {
    index.for_each_match(topic, [&](std::uint32_t hop) { visit(starts[hop]); });
  });
  std::vector<Cycle> cycles;
  for (const HopCycle& found : search.shortest_cycles()) {
    Cycle& cycle = cycles.emplace_back();
    for (const NumberedHop& hop : found) cycle.push_back(hop.number);
  }
  return cycles;
}

std::string cycle_path(std::span<const NamedHop> first, std::size_t length) {
  std::vector<Stop> stops;
  for (const NamedHop& hop : first) {
    const bool is_edge = hop.source.empty();
    std::string topics;
    if (!is_edge) topics = " (" + std::string(hop.source) + " -> " + std::string(hop.target) + ")";
    add_stop(stops, hop.source_port, topics);
    if (is_edge) add_stop(stops, hop.target_port, {});
  }
  // The relay that feeds the first edge is where the cycle closes.
  const bool closes = first.size() == length && first.front().source.empty() && stops.back().port == stops.front().port;
  if (closes) stops.pop_back();
  std::string path;
  for (const Stop& stop : stops) path += std::string(stop.port) + stop.topics + " -> ";
  if (first.size() < length) path += "… -> ";
  path += first.front().source_port;
  return path;
}

}  // namespace mfp::core
