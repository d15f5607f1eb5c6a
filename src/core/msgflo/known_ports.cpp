#include "core/msgflo/known_ports.hpp"

#include <charconv>
#include <cstdint>
#include <optional>

#include "core/json/json_document.hpp"
#include "core/json/json_view.hpp"
#include "core/json/json_writer.hpp"
#include "core/mqtt/topic.hpp"

namespace mfp::core {

namespace {

/// Nothing when it is no index.
std::optional<std::uint32_t> read_index(std::string_view text) {
  std::uint32_t index = 0;
  const char* end = text.data() + text.size();
  return std::from_chars(text.data(), end, index).ptr == end ? std::optional(index) : std::nullopt;
}

}  // namespace

std::string to_json(const KnownPorts& ports) {
  std::string text;
  JsonWriter json(text);
  json.begin_array();
  for (const auto& [key, queue] : ports) {
    const auto& [name, direction] = key;
    json.new_line();
    json.begin_object();
    json.add("role", name.role);
    json.add("port", name.port);
    if (name.index) json.add_json("index", std::to_string(*name.index));
    json.add("direction", direction == Direction::in ? "in" : "out");
    json.add("queue", queue);
    json.end_object();
  }
  json.new_line();
  json.end_array();
  return text + '\n';
}

KnownPorts read_known_ports(std::string_view json) {
  KnownPorts ports;
  JsonDocument document;
  if (document.read(json) != JsonDocument::Outcome::json) return ports;
  const JsonView root(document.nodes(), 0);
  if (root.kind() != JsonNode::Kind::array) return ports;
  root.for_each_child([&](const JsonView& item) {
    PortName name{std::string(item.text_of("role")), std::string(item.text_of("port")), {}};
    const std::string_view queue = item.text_of("queue");
    if (const auto index = item.member("index")) name.index = read_index(index->raw());
    if (name.role.empty() || name.port.empty() || !TopicName::parse(queue)) return;
    const Direction direction = item.text_of("direction") == "in" ? Direction::in : Direction::out;
    ports.insert_or_assign({std::move(name), direction}, std::string(queue));
  });
  return ports;
}

}  // namespace mfp::core
