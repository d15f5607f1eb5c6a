#include "core/graph/json_graph_reader.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/graph/json_graph_parts.hpp"
#include "core/text/text.hpp"

namespace mfp::core {

namespace {

using Kind = JsonNode::Kind;
using Names = std::unordered_map<std::string, std::size_t>;

/// Takes the graph apart, member after member; what gives false has set the problem, and ends the reading.
class JsonGraphReader {
 public:
  explicit JsonGraphReader(JsonGraphParts& parts) : parts_(parts) {}

  bool read(const JsonView& root) {
    if (root.kind() != Kind::object) {
      return parts_.fail(parts_.mark(root), "is " + std::string(name_of(root.kind())) +
                                                ", but a graph is an object with 'processes' and 'connections'");
    }
    if (!root.all_children([this](const JsonView& member) { return read_part(member); })) return false;
    return has_graph_ || parts_.fail({}, "has neither 'processes' nor 'connections'");
  }

  /// Checks what a part of the graph says of others, once all is read.
  bool check_processes() {
    for (const auto* exports : {&graph_.inports, &graph_.outports}) {
      for (const auto& entry : *exports) {
        if (!is_known(entry.inner, entry.inner_at)) return false;
      }
    }
    for (const auto& packet : graph_.packets) {
      if (!is_known(packet.target, packet.target_at)) return false;
    }
    return std::all_of(graph_.connections.begin(), graph_.connections.end(), [this](const Graph::Connection& link) {
      return is_known(link.source, link.source_at) && is_known(link.target, link.target_at);
    });
  }

  Graph take() { return std::move(graph_); }

 private:
  bool read_part(const JsonView& part) {
    const std::string_view key = part.key();
    const auto each = [&](auto read) {
      return parts_.needs_map(part) && part.all_children([&](const JsonView& child) { return read(child); });
    };
    if (key == "processes" || key == "connections") has_graph_ = true;
    if (key == "processes") return each([this](const JsonView& one) { return read_process(one); });
    if (key == "connections") return read_connections(part);
    if (key == "inports")
      return each([this](const JsonView& one) { return read_export(one, graph_.inports, inports_); });
    if (key == "outports")
      return each([this](const JsonView& one) { return read_export(one, graph_.outports, outports_); });
    if (key == "properties") return each([this](const JsonView& one) { return read_property(one); });
    // `exports` is the old form of `inports`, which the schema no longer has.
    if (key == "exports" || key == "caseSensitive") return parts_.check_depth(part);
    return read_property(part);
  }

  /// The last value of a key counts, as everywhere in JSON.
  bool read_property(const JsonView& value) {
    const std::string key(value.key());
    const auto [place, is_new] = properties_.try_emplace(key, graph_.properties.size());
    if (is_new) graph_.properties.push_back({key, {}});
    return parts_.keep(value, graph_.properties[place->second].json);
  }

  bool read_process(const JsonView& value) {
    const std::string name(value.key());
    if (!parts_.needs_map(value)) return false;
    if (name.empty()) return parts_.fail(parts_.key_of(value), "has a process with an empty name");
    if (!processes_.try_emplace(name, graph_.processes.size()).second) {
      return parts_.fail(parts_.key_of(value), "has a second process named " + in_quotes(name));
    }
    Graph::Process& process = graph_.processes.emplace_back(Graph::Process{name, {}, {}, parts_.key_of(value)});
    return value.all_children([&](const JsonView& member) {
      if (member.key() == "component") return parts_.read_text(member, process.component);
      return member.key() == "metadata" ? parts_.keep_map(member, process.metadata) : parts_.check_depth(member);
    });
  }

  bool read_export(const JsonView& value, std::vector<Graph::Export>& exports, Names& names) {
    const std::string name(value.key());
    if (!parts_.needs_map(value)) return false;
    if (name.empty()) return parts_.fail(parts_.key_of(value), "has an export with an empty name");
    if (!names.try_emplace(name, exports.size()).second) {
      return parts_.fail(parts_.key_of(value), "has a second export named " + in_quotes(name));
    }
    Graph::Export entry{name, {}, {}, parts_.member_of(value)};
    const bool is_read = value.all_children([&](const JsonView& member) {
      return member.key() == "metadata" ? parts_.keep_map(member, entry.metadata)
                                        : parts_.read_port_member(member, entry.inner, entry.inner_at);
    });
    if (!is_read) return false;
    if (const std::string_view missing = missing_in(entry.inner); !missing.empty()) {
      return parts_.fail(entry.at, "exports " + in_quotes(name) + " without " + std::string(missing));
    }
    exports.push_back(std::move(entry));
    return true;
  }

  bool read_connections(const JsonView& list) {
    return parts_.needs(list, Kind::array) &&
           list.all_children([this](const JsonView& element) { return read_connection(element); });
  }

  bool read_connection(const JsonView& value) {
    if (!parts_.needs(value, Kind::object)) return false;
    JsonGraphParts::Link link;
    if (!value.all_children([&](const JsonView& member) { return parts_.read_link_member(member, link); }))
      return false;
    const TextRange at = parts_.range_of(value);
    if (!link.target) return parts_.fail(at, "has a connection without 'tgt'");
    if (link.data.empty() && !link.source) return parts_.fail(at, "has a connection with neither 'src' nor 'data'");
    if (link.data.empty()) {
      graph_.connections.push_back({*std::move(link.source), *std::move(link.target), std::move(link.metadata), at,
                                    link.source_at, link.target_at});
      return true;
    }
    if (link.source) {
      return parts_.fail(at, "has a connection with both 'src' and 'data', where one is needed");
    }
    graph_.packets.push_back(
        {std::move(link.data), *std::move(link.target), std::move(link.metadata), at, link.target_at});
    return true;
  }

  bool is_known(const PortName& port, const Graph::PortPlace& at) {
    return processes_.contains(port.role) ||
           parts_.fail(at.process, "names " + in_quotes(port.role) + " here, which is not among its 'processes'");
  }

  JsonGraphParts& parts_;
  Graph graph_;
  bool has_graph_ = false;
  Names processes_;
  Names inports_;
  Names outports_;
  Names properties_;
};

TextProblem problem_of(const JsonDocument& document, JsonDocument::Outcome outcome, std::string_view text) {
  const std::size_t at = document.problem_offset();
  const std::size_t length = at < text.size() ? 1 : 0;
  switch (outcome) {
    case JsonDocument::Outcome::not_utf8:
      return {at, length, "has bytes that are no text in UTF-8"};
    case JsonDocument::Outcome::too_deep:
      return {at, length, too_deep};
    default:
      break;
  }
  const bool at_end = without_blanks(text.substr(at)).empty();
  return {at, length,
          at_end ? "ends before its last bracket is closed"
                 : "is no JSON here; look at this character and the one before it"};
}

tl::expected<Graph, TextProblem> read(std::string_view text) {
  if (without_blanks(text).empty()) return tl::unexpected(TextProblem{0, 0, "is empty"});
  JsonDocument document;
  const auto outcome = document.read_with_places(text, deepest_graph);
  if (outcome != JsonDocument::Outcome::json) {
    const TextProblem problem = problem_of(document, outcome, text);
    return tl::unexpected(problem);
  }
  JsonGraphParts parts(document);
  JsonGraphReader reader(parts);
  const bool is_read = parts.check_numbers() && reader.read(JsonView(document.nodes(), 0)) && reader.check_processes();
  if (!is_read) return tl::unexpected(parts.problem());
  return reader.take();
}

}  // namespace

tl::expected<Graph, TextProblem> read_json_graph(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (!text.starts_with(byte_order_mark)) return read(text);
  // Blanks in its place leave all others where they are.
  std::string without_mark(text);
  without_mark.replace(0, byte_order_mark.size(), byte_order_mark.size(), ' ');
  return read(without_mark);
}

}  // namespace mfp::core
