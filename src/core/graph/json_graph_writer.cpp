#include "core/graph/json_graph_writer.hpp"

#include <string_view>
#include <vector>

#include "core/json/json_writer.hpp"

namespace mfp::core {

namespace {

constexpr std::string_view in_graph = "  ";
constexpr std::string_view in_part = "    ";

class JsonGraphWriter {
 public:
  std::string write(const Graph& graph) {
    json_.begin_object();
    begin_part("caseSensitive");
    json_.json("true");
    write_properties(graph);
    write_exports("inports", graph.inports);
    write_exports("outports", graph.outports);
    write_groups(graph);
    write_processes(graph);
    write_connections(graph);
    json_.new_line();
    json_.end_object();
    return std::move(out_) + '\n';
  }

 private:
  void begin_part(std::string_view key) {
    json_.new_line(in_graph);
    json_.key(key);
  }

  /// Each element on a line of its own.
  template <class Elements, class Write>
  void write_each(const Elements& elements, Write write) {
    for (const auto& element : elements) {
      json_.new_line(in_part);
      write(element);
    }
    if (!elements.empty()) json_.new_line(in_graph);
  }

  void write_properties(const Graph& graph) {
    begin_part("properties");
    json_.begin_object();
    std::vector<Graph::Property> properties;
    for (const Graph::Property& property : graph.properties) {
      if (property.key != "groups") properties.push_back(property);
    }
    write_each(properties, [this](const Graph::Property& property) {
      json_.key(property.key);
      json_.json(property.json);
    });
    json_.end_object();
  }

  void write_groups(const Graph& graph) {
    for (const Graph::Property& property : graph.properties) {
      if (property.key != "groups") continue;
      begin_part("groups");
      json_.json(property.json);
    }
  }

  void write_exports(std::string_view key, const std::vector<Graph::Export>& exports) {
    begin_part(key);
    json_.begin_object();
    write_each(exports, [this](const Graph::Export& entry) {
      json_.key(entry.name);
      add_port(entry.inner, entry.metadata);
    });
    json_.end_object();
  }

  void write_processes(const Graph& graph) {
    begin_part("processes");
    json_.begin_object();
    write_each(graph.processes, [this](const Graph::Process& process) {
      json_.key(process.name);
      json_.begin_object();
      if (!process.component.empty()) json_.add("component", process.component);
      add_metadata(process.metadata);
      json_.end_object();
    });
    json_.end_object();
  }

  void write_connections(const Graph& graph) {
    begin_part("connections");
    json_.begin_array();
    write_each(graph.packets, [this](const Graph::Packet& packet) {
      json_.begin_object();
      json_.add_json("data", packet.data);
      add_target(packet.target, packet.metadata);
    });
    write_each(graph.connections, [this](const Graph::Connection& connection) {
      json_.begin_object();
      json_.key("src");
      add_port(connection.source, {});
      add_target(connection.target, connection.metadata);
    });
    json_.end_array();
  }

  void add_target(const PortName& target, std::string_view metadata) {
    json_.key("tgt");
    add_port(target, {});
    add_metadata(metadata);
    json_.end_object();
  }

  void add_port(const PortName& port, std::string_view metadata) {
    json_.begin_object();
    json_.add("process", port.role);
    json_.add("port", port.port);
    if (port.index) json_.add_json("index", std::to_string(*port.index));
    add_metadata(metadata);
    json_.end_object();
  }

  void add_metadata(std::string_view metadata) {
    if (!metadata.empty()) json_.add_json("metadata", metadata);
  }

  std::string out_;
  JsonWriter json_{out_, JsonWriter::Layout::spaced};
};

}  // namespace

std::string to_json(const Graph& graph) { return JsonGraphWriter().write(graph); }

}  // namespace mfp::core
