// Any bytes as a graph, by both readers: what is read has its places within the text, reads equal again after it was
// written as JSON, and, as far as the FBP language can say it, after it was written in that.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/graph/fbp_reader.hpp"
#include "core/graph/fbp_writer.hpp"
#include "core/graph/graph_picture.hpp"
#include "core/graph/json_graph_reader.hpp"
#include "core/graph/json_graph_writer.hpp"

namespace {

using mfp::core::Graph;
using mfp::core::TextProblem;

template <class Elements>
void check_places(const Elements& elements, std::string_view text) {
  for (const auto& element : elements) {
    if (element.at.offset > text.size() || element.at.length > text.size() - element.at.offset) std::abort();
  }
}

void check_places(const Graph& graph, std::string_view text) {
  check_places(graph.processes, text);
  check_places(graph.connections, text);
  check_places(graph.packets, text);
  check_places(graph.inports, text);
  check_places(graph.outports, text);
}

void check_problem(const TextProblem& problem, std::string_view text) {
  if (problem.message.empty() || problem.offset > text.size() || problem.length > text.size() - problem.offset) {
    std::abort();
  }
}

/// The order of processes is no part of a graph.
std::string sorted_json(Graph graph) {
  const auto by_name = [](const Graph::Process& a, const Graph::Process& b) { return a.name < b.name; };
  std::sort(graph.processes.begin(), graph.processes.end(), by_name);
  return to_json(graph);
}

void check_graph(const Graph& graph, std::string_view text) {
  check_places(graph, text);
  const std::string json = to_json(graph);
  const auto again = mfp::core::read_json_graph(json);
  if (!again || to_json(*again) != json) std::abort();
  (void)to_dot(graph);
  (void)to_mermaid(graph);
  // Names that the language cannot write are changed once, so that the second time nothing is lost.
  const auto said = mfp::core::read_fbp(to_fbp(graph));
  if (!said) std::abort();
  const auto said_again = mfp::core::read_fbp(to_fbp(*said));
  if (!said_again || sorted_json(*said_again) != sorted_json(*said)) std::abort();
}

/// What the language has said itself it can say again, but for the names of processes without one.
void check_fbp(const Graph& graph) {
  const auto has_slash = [](const Graph::Process& process) { return process.name.find('/') != std::string::npos; };
  if (std::any_of(graph.processes.begin(), graph.processes.end(), has_slash)) return;
  const auto again = mfp::core::read_fbp(to_fbp(graph));
  if (!again || sorted_json(*again) != sorted_json(graph)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto fbp = mfp::core::read_fbp(text);
  if (fbp) {
    check_graph(*fbp, text);
    check_fbp(*fbp);
  } else {
    if (fbp.error().empty()) std::abort();
    for (const TextProblem& problem : fbp.error()) check_problem(problem, text);
  }
  const auto json = mfp::core::read_json_graph(text);
  if (json) {
    check_graph(*json, text);
  } else {
    check_problem(json.error(), text);
  }
  return 0;
}
