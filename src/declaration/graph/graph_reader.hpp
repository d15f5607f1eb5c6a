#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/text/file_source.hpp"
#include "core/text/text_problem.hpp"
#include "declaration/fields/block.hpp"
#include "declaration/graph/declared_graph.hpp"
#include "declaration/graph/graph_text.hpp"

namespace mfp::declaration {

/// Reads the edges, initial packets and processes of devices files and of the graphs that they name, and adds them to
/// `graph`. `files` receives the name of each graph that is read. All must outlive the reader.
class GraphReader {
 public:
  GraphReader(const core::FileSource& source, Report& report, DeclaredGraph& graph, std::vector<std::string>& files)
      : source_(source), report_(report), graph_(graph), files_(files) {}

  /// Reads `connections`: a text of the FBP language, or a list of texts, which together are one.
  void read_connections(const Entry& connections);

  /// Reads `graph`: the name of a file, from the folder of the devices file, or a list of names. What ends in `.json`
  /// is a JSON graph, all else is a text of the FBP language. A graph that is named again is not read again.
  void read_graphs(const Entry& graphs);

  /// Reads one such file. Gives what keeps it from being read, as the end of a sentence.
  [[nodiscard]] std::optional<std::string> read_file(const std::string& path);

 private:
  void read_graph(const Value& name);
  void take_in_fbp(const GraphText& text);
  void take_in_json(const GraphText& text);
  /// `subject` begins the sentence that the problem ends.
  void refuse(const GraphText& text, const std::string& subject, const core::TextProblem& problem);
  void take_in(core::Graph graph, const GraphText& text);
  void take_in(core::Graph::Process process, const GraphText& text);

  const core::FileSource& source_;
  Report& report_;
  DeclaredGraph& graph_;
  std::vector<std::string>& files_;
  std::unordered_set<std::string> paths_;
  /// By name, where each process of the graph is.
  std::unordered_map<std::string, std::size_t> processes_;
  /// The keys of the graph's properties.
  std::unordered_set<std::string> properties_;
};

}  // namespace mfp::declaration
