#include <algorithm>
#include <optional>

#include "core/discovery.hpp"
#include "core/json_document.hpp"
#include "core/topic.hpp"
#include "core/value.hpp"

namespace mfp::core {

namespace {

constexpr std::size_t longest_text = 1000;
constexpr std::size_t most_ports = 1000;

using Nodes = std::vector<JsonNode>;

/// Index of the member, or nothing.
std::optional<std::uint32_t> member(const Nodes& nodes, std::uint32_t object, std::string_view key) {
  if (nodes[object].kind != JsonNode::Kind::object) return std::nullopt;
  for (std::uint32_t i = object + 1; i < nodes[object].end; i = nodes[i].end) {
    if (nodes[i].key == key) return i;
  }
  return std::nullopt;
}

/// Empty when there is none.
std::string_view text_of(const Nodes& nodes, std::uint32_t object, std::string_view key) {
  const auto found = member(nodes, object, key);
  const bool is_text = found && nodes[*found].kind == JsonNode::Kind::text;
  return is_text ? nodes[*found].text : std::string_view{};
}

bool all_short(std::initializer_list<std::string_view> texts) {
  return std::all_of(texts.begin(), texts.end(), [](std::string_view text) { return text.size() <= longest_text; });
}

/// False when there are too many ports.
bool read_ports(const Nodes& nodes, std::uint32_t payload, std::string_view key, const std::string& role,
                std::vector<Port>& ports) {
  const auto list = member(nodes, payload, key);
  if (!list || nodes[*list].kind != JsonNode::Kind::array) return true;
  for (std::uint32_t i = *list + 1; i < nodes[*list].end; i = nodes[i].end) {
    Port port;
    port.id = text_of(nodes, i, "id");
    port.queue = text_of(nodes, i, "queue");
    if (port.id.empty() || !all_short({port.id, port.queue})) continue;
    if (port.queue.empty()) port.queue = default_queue(role, port.id);
    if (const std::string_view type = text_of(nodes, i, "type"); !type.empty())
      port.type = type.substr(0, longest_text);
    if (!TopicName::parse(port.queue)) continue;
    if (ports.size() == most_ports) return false;
    ports.push_back(std::move(port));
  }
  return true;
}

void read_extra(const Nodes& nodes, std::uint32_t payload, std::string_view key, Participant& participant) {
  const std::string_view text = text_of(nodes, payload, key);
  if (text.empty() || text.size() > longest_text) return;
  std::string json;
  append_json({ValueKind::text, text}, json);
  participant.extras.push_back({std::string(key), std::move(json)});
}

}  // namespace

Result<Participant> read_announcement(std::string_view message) {
  JsonDocument document;
  if (document.read(message) != JsonDocument::Outcome::json) return fail("is no JSON");
  const Nodes& nodes = document.nodes();
  const auto payload = member(nodes, 0, "payload");
  if (text_of(nodes, 0, "protocol") != "discovery" || text_of(nodes, 0, "command") != "participant" || !payload) {
    return fail("is no discovery message of a participant");
  }
  Participant participant;
  participant.role = text_of(nodes, *payload, "role");
  participant.id = text_of(nodes, *payload, "id");
  participant.component = text_of(nodes, *payload, "component");
  if (participant.role.empty()) return fail("has no role");
  if (!all_short({participant.role, participant.id, participant.component})) return fail("has a text that is too long");
  if (participant.id.empty()) participant.id = participant.role;
  read_extra(nodes, *payload, "label", participant);
  read_extra(nodes, *payload, "icon", participant);
  if (!read_ports(nodes, *payload, "inports", participant.role, participant.inports) ||
      !read_ports(nodes, *payload, "outports", participant.role, participant.outports)) {
    return fail("has more than 1,000 ports");
  }
  return participant;
}

}  // namespace mfp::core
