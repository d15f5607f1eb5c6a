#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/graph/graph.hpp"
#include "core/json/json_document.hpp"
#include "core/json/json_view.hpp"
#include "core/model/port_name.hpp"
#include "core/text/text_problem.hpp"

namespace mfp::core {

/// How deep a JSON graph may nest: its data, metadata and properties JsonDocument::deepest levels, each within a few
/// of the graph's own. Those are counted by themselves.
inline constexpr int deepest_graph = 2 * JsonDocument::deepest;
inline constexpr const char* too_deep = "nests deeper than 64 levels";

/// `null`, `a number`, `an object`, `a list`.
[[nodiscard]] std::string_view name_of(JsonNode::Kind kind);
/// A name for a person, in single quotes.
[[nodiscard]] std::string in_quotes(std::string_view name);
/// `'process'` or `'port'`, whichever the port lacks; empty when it has both.
[[nodiscard]] std::string_view missing_in(const PortName& port);

/// The values that the parts of a JSON graph are made of, each checked for its kind. What gives false has set
/// `problem()`, with its place.
class JsonGraphParts {
 public:
  /// An edge (without data) or an initial packet (without source) while it is read.
  struct Link {
    std::optional<PortName> source;
    std::optional<PortName> target;
    std::string data;
    std::string metadata;
    Graph::PortPlace source_at;
    Graph::PortPlace target_at;
  };

  /// `document` was read with places, and must outlive it.
  explicit JsonGraphParts(const JsonDocument& document) : document_(document) {}

  [[nodiscard]] const TextProblem& problem() const { return problem_; }
  bool fail(const TextRange& at, std::string message);

  [[nodiscard]] TextRange range_of(const JsonView& value) const { return place(value).value; }
  [[nodiscard]] TextRange key_of(const JsonView& value) const { return place(value).key; }
  /// From the name to the end of the value.
  [[nodiscard]] TextRange member_of(const JsonView& value) const;
  /// What stands for a value in a message: all of a scalar, the bracket of a structure.
  [[nodiscard]] TextRange mark(const JsonView& value) const;

  /// No number is beyond the largest double.
  bool check_numbers();
  /// A value that is not taken apart does not nest too deep. Cost: O(nodes of the value).
  bool check_depth(const JsonView& value);
  bool needs(const JsonView& value, JsonNode::Kind kind);
  /// An object, or an empty list in its place.
  bool needs_map(const JsonView& value);

  bool read_text(const JsonView& value, std::string& into);
  /// The same, and where it stands.
  bool read_text(const JsonView& value, std::string& into, TextRange& at);
  /// The value as JSON text without blanks.
  bool keep(const JsonView& value, std::string& into);
  /// The same for a map; nothing is kept of an empty list.
  bool keep_map(const JsonView& value, std::string& into);
  /// A member of what names a port; others than `process`, `port` and `index` are skipped.
  bool read_port_member(const JsonView& member, PortName& port, Graph::PortPlace& at);
  bool read_link_member(const JsonView& member, Link& link);

 private:
  [[nodiscard]] const JsonPlace& place(const JsonView& value) const { return document_.places()[value.index()]; }
  bool read_index(const JsonView& value, PortName& port);
  bool read_port(const JsonView& value, std::optional<PortName>& port, Graph::PortPlace& at);

  const JsonDocument& document_;
  TextProblem problem_;
};

}  // namespace mfp::core
