#include "core/graph/json_graph_writer.hpp"

#include <string_view>
#include <vector>

#include "core/json/json_text.hpp"
#include "core/json/value.hpp"

namespace mfp::core {

namespace {

class GraphJsonWriter {
 public:
  std::string write(const Graph& graph) {
    out_ = "{\n  \"caseSensitive\": true";
    write_properties(graph);
    write_exports("inports", graph.inports);
    write_exports("outports", graph.outports);
    write_groups(graph);
    write_processes(graph);
    write_connections(graph);
    out_ += "\n}\n";
    return std::move(out_);
  }

 private:
  void write_properties(const Graph& graph) {
    open("properties", '{');
    for (const Graph::Property& property : graph.properties) {
      if (property.key == "groups") continue;
      begin_line();
      add_key(property.key);
      out_ += spaced_json(property.json);
    }
    close('}');
  }

  void write_groups(const Graph& graph) {
    for (const Graph::Property& property : graph.properties) {
      if (property.key == "groups") out_ += ",\n  \"groups\": " + spaced_json(property.json);
    }
  }

  void write_exports(std::string_view key, const std::vector<Graph::Export>& exports) {
    open(key, '{');
    for (const Graph::Export& entry : exports) {
      begin_line();
      add_key(entry.name);
      add_port(entry.inner, entry.metadata);
    }
    close('}');
  }

  void write_processes(const Graph& graph) {
    open("processes", '{');
    for (const Graph::Process& process : graph.processes) {
      begin_line();
      add_key(process.name);
      out_ += '{';
      if (!process.component.empty()) {
        add_key("component");
        add_text(process.component);
      }
      if (!process.component.empty() && !process.metadata.empty()) out_ += ", ";
      add_metadata(process.metadata);
      out_ += '}';
    }
    close('}');
  }

  void write_connections(const Graph& graph) {
    open("connections", '[');
    for (const Graph::Packet& packet : graph.packets) {
      begin_line();
      out_ += "{\"data\": " + spaced_json(packet.data);
      add_target(packet.target, packet.metadata);
    }
    for (const Graph::Connection& connection : graph.connections) {
      begin_line();
      out_ += "{\"src\": ";
      add_port(connection.source, {});
      add_target(connection.target, connection.metadata);
    }
    close(']');
  }

  void add_target(const PortName& target, std::string_view metadata) {
    out_ += ", \"tgt\": ";
    add_port(target, {});
    if (!metadata.empty()) out_ += ", ";
    add_metadata(metadata);
    out_ += '}';
  }

  void add_port(const PortName& port, std::string_view metadata) {
    out_ += "{\"process\": ";
    add_text(port.role);
    out_ += ", \"port\": ";
    add_text(port.port);
    if (port.index) out_ += ", \"index\": " + std::to_string(*port.index);
    if (!metadata.empty()) out_ += ", ";
    add_metadata(metadata);
    out_ += '}';
  }

  void add_metadata(std::string_view metadata) {
    if (!metadata.empty()) out_ += "\"metadata\": " + spaced_json(metadata);
  }

  void add_key(std::string_view key) {
    add_text(key);
    out_ += ": ";
  }

  void add_text(std::string_view text) {
    std::string json;
    append_json({ValueKind::text, text}, json);
    out_ += escaped_controls(json);
  }

  void open(std::string_view key, char bracket) {
    out_ += ",\n  \"";
    out_ += key;
    out_ += "\": ";
    out_ += bracket;
    is_empty_ = true;
  }

  void begin_line() {
    out_ += is_empty_ ? "\n    " : ",\n    ";
    is_empty_ = false;
  }

  void close(char bracket) {
    if (!is_empty_) out_ += "\n  ";
    out_ += bracket;
  }

  std::string out_;
  bool is_empty_ = true;
};

}  // namespace

std::string to_json(const Graph& graph) { return GraphJsonWriter().write(graph); }

}  // namespace mfp::core
