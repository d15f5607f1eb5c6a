#include <utility>

#include "core/text/text.hpp"
#include "declaration/graph/json_graph_events.hpp"

// What begins and ends each part of a JSON graph, and what has to hold for it.

namespace mfp::declaration {

namespace {

std::string in_quotes(std::string_view name) { return '\'' + core::printable(name) + '\''; }

}  // namespace

bool JsonGraphEvents::begin(Place opened) {
  const Place around = place();
  places_.push_back(opened);
  switch (opened) {
    case Place::port_export:
      return around == Place::inports ? begin_export(graph_.inports, inports_)
                                      : begin_export(graph_.outports, outports_);
    case Place::process:
      return begin_process();
    case Place::processes:
    case Place::connections:
      has_graph_ = true;
      return true;
    case Place::connection:
      link_ = {};
      link_.start = tokens_.start();
      return true;
    case Place::source:
      link_.source.emplace();
      opened_at_ = tokens_.start();
      return true;
    case Place::target:
      link_.target.emplace();
      opened_at_ = tokens_.start();
      return true;
    default:
      return true;
  }
}

bool JsonGraphEvents::begin_export(std::vector<core::Graph::Export>& exports,
                                   std::unordered_map<std::string, std::size_t>& names) {
  if (key_.empty()) return fail(key_at_, "has an export with an empty name");
  if (!names.try_emplace(key_, exports.size()).second) {
    return fail(key_at_, "has a second export named " + in_quotes(key_));
  }
  exports.push_back({key_, {}, {}, key_at_});
  export_ = &exports.back();
  return true;
}

bool JsonGraphEvents::begin_process() {
  if (key_.empty()) return fail(key_at_, "has a process with an empty name");
  if (!processes_.try_emplace(key_, graph_.processes.size()).second) {
    return fail(key_at_, "has a second process named " + in_quotes(key_));
  }
  graph_.processes.push_back({key_, {}, {}, key_at_});
  return true;
}

bool JsonGraphEvents::end(Place closed) {
  switch (closed) {
    case Place::port_export:
      return end_export();
    case Place::source:
      return check_port(*link_.source, "src");
    case Place::target:
      return check_port(*link_.target, "tgt");
    case Place::connection:
      return end_connection();
    default:
      return true;
  }
}

bool JsonGraphEvents::check_port(const core::PortName& port, std::string_view what) {
  if (!port.role.empty() && !port.port.empty()) return true;
  const std::string missing = port.role.empty() ? "'process'" : "'port'";
  return fail(range(opened_at_), "has a '" + std::string(what) + "' without " + missing);
}

bool JsonGraphEvents::end_export() {
  export_->at.length = range(export_->at.offset).length;
  if (!export_->inner.role.empty() && !export_->inner.port.empty()) return true;
  const std::string missing = export_->inner.role.empty() ? "'process'" : "'port'";
  return fail(export_->at, "exports " + in_quotes(export_->name) + " without " + missing);
}

bool JsonGraphEvents::end_connection() {
  const core::TextRange at = range(link_.start);
  if (!link_.target) return fail(at, "has a connection without 'tgt'");
  const bool is_packet = !link_.data.empty();
  if (is_packet && link_.source) return fail(at, "has a connection with both 'src' and 'data', where one is needed");
  if (is_packet) {
    graph_.packets.push_back({std::move(link_.data), *std::move(link_.target), std::move(link_.metadata), at});
    return true;
  }
  if (!link_.source) return fail(at, "has a connection with neither 'src' nor 'data'");
  graph_.connections.push_back({*std::move(link_.source), *std::move(link_.target), std::move(link_.metadata), at});
  return true;
}

std::optional<core::TextProblem> JsonGraphEvents::unknown_process(const core::PortName& port,
                                                                  const core::TextRange& at) const {
  if (processes_.contains(port.role)) return std::nullopt;
  return core::TextProblem{at.offset, at.length,
                           "names " + in_quotes(port.role) + " here, which is not among its 'processes'"};
}

tl::expected<core::Graph, core::TextProblem> JsonGraphEvents::finish() && {
  if (!has_graph_) return tl::unexpected(core::TextProblem{0, 0, "has neither 'processes' nor 'connections'"});
  for (const auto* exports : {&graph_.inports, &graph_.outports}) {
    for (const auto& entry : *exports) {
      if (auto problem = unknown_process(entry.inner, entry.at)) return tl::unexpected(*std::move(problem));
    }
  }
  for (const auto& packet : graph_.packets) {
    if (auto problem = unknown_process(packet.target, packet.at)) return tl::unexpected(*std::move(problem));
  }
  for (const auto& link : graph_.connections) {
    auto problem = unknown_process(link.source, link.at);
    if (!problem) problem = unknown_process(link.target, link.at);
    if (problem) return tl::unexpected(*std::move(problem));
  }
  return std::move(graph_);
}

}  // namespace mfp::declaration
