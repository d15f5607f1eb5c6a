#include "core/graph/fbp_writer.hpp"

#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/graph/fbp_names.hpp"
#include "core/graph/fbp_words.hpp"
#include "core/json/json_document.hpp"
#include "core/json/json_text.hpp"
#include "core/json/json_writer.hpp"
#include "core/text/text.hpp"

namespace mfp::core {

namespace {

/// A text within a comment: U+2028 and U+2029 would end it, as line ends of the FBP language.
std::string in_comment(std::string_view text) {
  std::string shown = printable(text);
  for (const std::string_view line_end : {"\xE2\x80\xA8", "\xE2\x80\xA9"}) {
    for (std::size_t at = shown.find(line_end); at != std::string::npos; at = shown.find(line_end, at)) {
      shown.replace(at, line_end.size(), " ");
    }
  }
  return shown;
}

class FbpWriter {
 public:
  explicit FbpWriter(const Graph& graph) : graph_(graph), names_(graph) {}

  std::string write() {
    for (const FbpNames::Change& change : names_.changes()) {
      out_ += "# " + change.to + " stands for '" + in_comment(change.from) + "', which the FBP language cannot write\n";
    }
    for (const Graph::Property& property : graph_.properties) write_property(property);
    for (const Graph::Export& entry : graph_.inports) write_export("INPORT=", entry);
    for (const Graph::Export& entry : graph_.outports) write_export("OUTPORT=", entry);
    begin_part();
    write_processes();
    begin_part();
    for (const Graph::Packet& packet : graph_.packets) {
      out_ += data(packet.data);
      write_target(packet.target);
    }
    begin_part();
    for (const Graph::Connection& connection : graph_.connections) {
      out_ += names_.process(connection.source.role) + ' ' + port(connection.source);
      write_target(connection.target);
    }
    if (out_.ends_with("\n\n")) out_.pop_back();
    return std::move(out_);
  }

 private:
  /// An empty line, unless nothing has been written since the last one.
  void begin_part() {
    if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
  }

  void write_property(const Graph::Property& property) {
    if (document_.read(property.json) != JsonDocument::Outcome::json) return;
    const std::vector<JsonNode>& nodes = document_.nodes();
    std::string_view key = property.key;
    std::string_view value = nodes.front().text;
    bool is_text = nodes.front().kind == JsonNode::Kind::text;
    if (key == "environment" && nodes.front().kind == JsonNode::Kind::object) {
      const bool has_only_type = nodes.size() == 2 && nodes[1].key == "type";
      is_text = has_only_type && nodes[1].kind == JsonNode::Kind::text;
      key = "runtime";
      value = nodes.back().text;
    }
    if (!is_text || !is_fbp_annotation_key(key) || !is_fbp_annotation_value(value)) return;
    // As an annotation it would be the environment.
    if (property.key == "runtime") return;
    out_ += "# @" + std::string(key) + ' ' + std::string(value) + '\n';
  }

  void write_export(std::string_view keyword, const Graph::Export& entry) {
    out_ += keyword;
    out_ += names_.process(entry.inner.role) + '.' + names_.port(entry.inner.port) + ':' + names_.port(entry.name);
    out_ += '\n';
  }

  /// Those of which the connections say nothing, or not all.
  void write_processes() {
    std::unordered_set<std::string_view> connected;
    for (const Graph::Packet& packet : graph_.packets) connected.insert(packet.target.role);
    for (const Graph::Connection& connection : graph_.connections) {
      connected.insert(connection.source.role);
      connected.insert(connection.target.role);
    }
    for (const Graph::Process& process : graph_.processes) {
      const std::string metadata = list(process.metadata);
      if (process.component.empty() && metadata.empty() && connected.contains(process.name)) continue;
      out_ += names_.process(process.name) + '(' + names_.component(process.component) + metadata + ")\n";
    }
  }

  /// `:x=17,routes=main`; empty when nothing of the metadata can be said.
  std::string list(const std::string& metadata) {
    std::string written;
    if (metadata.empty() || document_.read(metadata) != JsonDocument::Outcome::json) return written;
    const std::vector<JsonNode>& nodes = document_.nodes();
    for (std::size_t at = 1; at < nodes.size(); at = nodes[at].end) {
      const JsonNode& member = nodes[at];
      // A place that is no number is read as null.
      const bool is_place = member.key == "x" || member.key == "y";
      const bool is_of_kind = is_place ? member.kind == JsonNode::Kind::number || member.kind == JsonNode::Kind::null
                                       : member.kind == JsonNode::Kind::text;
      if (!is_of_kind || !is_fbp_metadata(member.text) || !is_fbp_metadata(member.key)) continue;
      written += written.empty() ? ':' : ',';
      written += std::string(member.key) + '=' + std::string(member.text);
    }
    return written;
  }

  /// In quotes when that gives the same JSON again: a backslash cannot be the last character there, and line ends are
  /// better seen as `\n`.
  std::string data(const std::string& json) {
    if (json == "true" || json == "false" || json == "null") return '\'' + json + '\'';
    if (!json.starts_with('"')) return escaped_controls(json);
    const std::string text = text_of_json(json);
    // All controls are a blank there.
    const bool has_control = printable(text) != text;
    if (json_string(text) != json || has_control || text.ends_with('\\')) return escaped_controls(json);
    std::string written = "'";
    for (const char c : text) {
      if (c == '\'') written += '\\';
      written += c;
    }
    return written + '\'';
  }

  void write_target(const PortName& target) {
    out_ += " -> " + port(target) + ' ' + names_.process(target.role) + '\n';
  }

  [[nodiscard]] std::string port(const PortName& name) const {
    std::string written = names_.port(name.port);
    if (name.index) written += '[' + std::to_string(*name.index) + ']';
    return written;
  }

  const Graph& graph_;
  FbpNames names_;
  JsonDocument document_;
  std::string out_;
};

}  // namespace

std::string to_fbp(const Graph& graph) { return FbpWriter(graph).write(); }

}  // namespace mfp::core
