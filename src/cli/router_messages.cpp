#include "cli/router_messages.hpp"

#include <algorithm>
#include <cstdint>

#include "core/json_document.hpp"
#include "core/number.hpp"
#include "core/topic.hpp"
#include "core/value.hpp"

namespace mfp::cli {

namespace {

using Kind = core::JsonNode::Kind;

/// One node of a document, for reading by name.
class Node {
 public:
  Node(const std::vector<core::JsonNode>& nodes, std::uint32_t index) : nodes_(&nodes), index_(index) {}

  [[nodiscard]] Kind kind() const { return node().kind; }
  /// Empty unless it is a text.
  [[nodiscard]] std::string text() const { return kind() == Kind::text ? std::string(node().text) : std::string(); }
  [[nodiscard]] bool is_true() const { return kind() == Kind::boolean && raw() == "true"; }
  [[nodiscard]] std::string_view raw() const { return node().text; }

  template <class Use>
  void for_each_child(Use use) const {
    if (!node().is_structure()) return;
    for (std::uint32_t i = index_ + 1; i < node().end; i = (*nodes_)[i].end) use(Node(*nodes_, i));
  }

  [[nodiscard]] std::optional<Node> member(std::string_view key) const {
    std::optional<Node> found;
    if (kind() != Kind::object) return found;
    for_each_child([&](const Node& child) {
      if (!found && child.node().key == key) found = child;
    });
    return found;
  }
  /// Empty when there is no such text.
  [[nodiscard]] std::string text_of(std::string_view key) const {
    const auto found = member(key);
    return found ? found->text() : std::string();
  }

 private:
  [[nodiscard]] const core::JsonNode& node() const { return (*nodes_)[index_]; }

  const std::vector<core::JsonNode>* nodes_;
  std::uint32_t index_;
};

core::Result<Node> read_array(core::JsonDocument& document, std::string_view answer) {
  if (document.read(answer) != core::JsonDocument::Outcome::json) return core::fail("the router's answer is no JSON");
  const Node root(document.nodes(), 0);
  if (root.kind() != Kind::array) return core::fail("the router's answer is no list");
  return root;
}

std::vector<core::Port> read_ports(const Node& participant, std::string_view key) {
  std::vector<core::Port> ports;
  const auto list = participant.member(key);
  if (!list) return ports;
  list->for_each_child([&](const Node& item) {
    core::Port port;
    port.id = item.text_of("id");
    port.queue = item.text_of("queue");
    if (port.id.empty() || !core::TopicName::parse(port.queue)) return;
    if (auto type = item.text_of("type"); !type.empty()) port.type = std::move(type);
    if (auto topic = core::TopicFilter::parse(item.text_of("topic"))) port.topic = *std::move(topic);
    ports.push_back(std::move(port));
  });
  return ports;
}

std::chrono::seconds read_seconds(const Node& item) {
  const auto seen = item.member("seen");
  const auto number = seen && seen->kind() == Kind::number ? core::to_double(seen->raw()) : std::nullopt;
  constexpr double longest = 1e9;
  return std::chrono::seconds(number ? static_cast<std::int64_t>(std::clamp(*number, 0.0, longest)) : 0);
}

void append_member(std::string& json, std::string_view key, std::string_view text) {
  if (json.back() != '{') json += ',';
  core::append_json({core::ValueKind::text, key}, json);
  json += ':';
  core::append_json({core::ValueKind::text, text}, json);
}

std::string ports_json(const std::vector<core::Port>& ports) {
  std::string json = "[";
  for (const core::Port& port : ports) {
    if (json.size() > 1) json += ',';
    json += '{';
    append_member(json, "id", port.id);
    append_member(json, "queue", port.queue);
    append_member(json, "type", port.type);
    if (port.topic) append_member(json, "topic", port.topic->text());
    json += '}';
  }
  return json + ']';
}

std::string participant_json(const LiveParticipant& live) {
  const core::Participant& participant = live.participant;
  std::string json = "{";
  append_member(json, "role", participant.role);
  append_member(json, "id", participant.id);
  append_member(json, "component", participant.component);
  for (const core::ExtraField& extra : participant.extras) {
    if (extra.key == "label" || extra.key == "icon") json += ",\"" + extra.key + "\":" + extra.json;
  }
  json += ",\"seen\":" + std::to_string(live.seen.count());
  json += live.speaker == Speaker::ours ? ",\"ours\":true" : ",\"ours\":false";
  json += ",\"inports\":" + ports_json(participant.inports);
  json += ",\"outports\":" + ports_json(participant.outports);
  return json + '}';
}

}  // namespace

std::optional<std::string> refusal(std::string_view answer) {
  core::JsonDocument document;
  if (document.read(answer) != core::JsonDocument::Outcome::json) return "the router's answer is no JSON";
  const auto error = Node(document.nodes(), 0).member("error");
  if (!error) return std::nullopt;
  return error->kind() == Kind::text ? error->text() : "the router refuses, and does not say why";
}

core::Result<std::vector<LiveBinding>> read_bindings(std::string_view answer) {
  core::JsonDocument document;
  const auto list = read_array(document, answer);
  if (!list) return tl::unexpected(list.error());
  std::vector<LiveBinding> bindings;
  list->for_each_child([&](const Node& item) {
    LiveBinding binding{item.text_of("src"), item.text_of("tgt"), item.text_of("file")};
    const auto bound = item.member("bound");
    binding.also_bound = !binding.file.empty() && bound && bound->is_true();
    if (!binding.source.empty() && !binding.target.empty()) bindings.push_back(std::move(binding));
  });
  return bindings;
}

core::Result<LiveParticipants> read_participants(std::string_view answer) {
  core::JsonDocument document;
  const auto list = read_array(document, answer);
  if (!list) return tl::unexpected(list.error());
  LiveParticipants participants;
  list->for_each_child([&](const Node& item) {
    LiveParticipant live;
    core::Participant& participant = live.participant;
    participant.role = item.text_of("role");
    if (participant.role.empty()) return;
    participant.id = item.text_of("id");
    participant.component = item.text_of("component");
    participant.inports = read_ports(item, "inports");
    participant.outports = read_ports(item, "outports");
    live.seen = read_seconds(item);
    const auto ours = item.member("ours");
    if (ours && ours->is_true()) live.speaker = Speaker::ours;
    participants.push_back(std::move(live));
  });
  return participants;
}

std::string participants_json(const LiveParticipants& participants) {
  std::string json = "[";
  for (const LiveParticipant& live : participants) {
    if (json.size() > 1) json += ',';
    json += participant_json(live);
  }
  return json + ']';
}

}  // namespace mfp::cli
