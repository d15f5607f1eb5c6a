#include "core/known_ports.hpp"

#include <charconv>
#include <cstdint>
#include <vector>

#include "core/json_document.hpp"
#include "core/topic.hpp"
#include "core/value.hpp"

namespace mfp::core {

namespace {

void append(std::string_view key, std::string_view text, std::string& out) {
  out += out.back() == '{' ? "\"" : ",\"";
  out.append(key).append("\":");
  append_json({ValueKind::text, text}, out);
}

}  // namespace

std::string to_json(const KnownPorts& ports) {
  std::string json = "[";
  for (const auto& [key, queue] : ports) {
    const auto& [name, direction] = key;
    json += json.size() == 1 ? "\n{" : ",\n{";
    append("role", name.role, json);
    append("port", name.port, json);
    if (name.index) json += ",\"index\":" + std::to_string(*name.index);
    append("direction", direction == Direction::in ? "in" : "out", json);
    append("queue", queue, json);
    json += '}';
  }
  return json + "\n]\n";
}

KnownPorts read_known_ports(std::string_view json) {
  KnownPorts ports;
  JsonDocument document;
  if (document.read(json) != JsonDocument::Outcome::json) return ports;
  const std::vector<JsonNode>& nodes = document.nodes();
  if (nodes.front().kind != JsonNode::Kind::array) return ports;
  for (std::uint32_t i = 1; i < nodes.front().end; i = nodes[i].end) {
    PortName name;
    std::string_view direction;
    std::string_view queue;
    for (std::uint32_t member = i + 1; member < nodes[i].end; member = nodes[member].end) {
      const JsonNode& node = nodes[member];
      if (node.key == "role") name.role = node.text;
      if (node.key == "port") name.port = node.text;
      if (node.key == "direction") direction = node.text;
      if (node.key == "queue") queue = node.text;
      std::uint32_t index = 0;
      const char* end = node.text.data() + node.text.size();
      if (node.key == "index" && std::from_chars(node.text.data(), end, index).ptr == end) name.index = index;
    }
    if (name.role.empty() || name.port.empty() || !TopicName::parse(queue)) continue;
    ports.insert_or_assign({name, direction == "in" ? Direction::in : Direction::out}, std::string(queue));
  }
  return ports;
}

}  // namespace mfp::core
