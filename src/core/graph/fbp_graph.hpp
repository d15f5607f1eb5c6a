#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/conversion/value/direction.hpp"
#include "core/graph/fbp_words.hpp"
#include "core/graph/graph.hpp"
#include "core/text/text_problem.hpp"

namespace mfp::core {

/// A graph while its text is being read: knows which names have been seen.
class FbpGraph {
 public:
  /// A process that the text names: gives its name. One without a name gets it from its component, as the npm package
  /// fbp does: `(core/Output)` is `_core_Output_1`. Error: another component than before.
  tl::expected<std::string, TextProblem> mention(const FbpWord& process);

  void connect(Graph::Connection connection) { graph_.connections.push_back(std::move(connection)); }
  void send(Graph::Packet packet) { graph_.packets.push_back(std::move(packet)); }
  /// `# @key value`: `runtime` becomes the type of the property `environment`, all others are texts of their own name.
  void annotate(std::string_view key, std::string_view value);
  /// Error: another port of that name.
  tl::expected<void, TextProblem> add_export(Direction direction, Graph::Export entry);

  /// Error: the exports of processes that nothing else names.
  tl::expected<Graph, std::vector<TextProblem>> finish() &&;

 private:
  using Places = std::unordered_map<std::string, std::size_t>;

  std::string name_for(std::string_view component);

  Graph graph_;
  Places processes_;
  Places inports_;
  Places outports_;
  Places properties_;
  std::unordered_map<std::string, std::uint32_t> nameless_;
};

}  // namespace mfp::core
