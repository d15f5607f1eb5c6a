#include "client/router_messages.hpp"

#include <algorithm>
#include <cstdint>

#include "bridge/edges/router_answers.hpp"
#include "core/json/json_document.hpp"
#include "core/json/json_view.hpp"
#include "core/mqtt/topic.hpp"
#include "core/text/number.hpp"

namespace mfp::client {

namespace {

using Kind = core::JsonNode::Kind;
using core::JsonView;

core::Result<JsonView> read_array(core::JsonDocument& document, std::string_view answer) {
  if (document.read(answer) != core::JsonDocument::Outcome::json) return core::fail("the router's answer is no JSON");
  const JsonView root(document.nodes(), 0);
  if (root.kind() != Kind::array) return core::fail("the router's answer is no list");
  return root;
}

std::vector<core::Port> read_ports(const JsonView& participant, std::string_view key) {
  std::vector<core::Port> ports;
  const auto list = participant.member(key);
  if (!list) return ports;
  list->for_each_child([&](const JsonView& item) {
    core::Port port;
    port.id = item.text_of("id");
    port.queue = item.text_of("queue");
    if (port.id.empty() || !core::TopicName::parse(port.queue)) return;
    if (const std::string_view type = item.text_of("type"); !type.empty()) port.type = type;
    if (auto topic = core::TopicFilter::parse(item.text_of("topic"))) port.topic = *std::move(topic);
    ports.push_back(std::move(port));
  });
  return ports;
}

std::chrono::seconds read_seconds(const JsonView& item) {
  const auto seen = item.member("seen");
  const auto number = seen && seen->kind() == Kind::number ? core::to_double(seen->raw()) : std::nullopt;
  constexpr double longest = 1e9;
  return std::chrono::seconds(number ? static_cast<std::int64_t>(std::clamp(*number, 0.0, longest)) : 0);
}

}  // namespace

std::optional<std::string> refusal(std::string_view answer) {
  core::JsonDocument document;
  if (document.read(answer) != core::JsonDocument::Outcome::json) return "the router's answer is no JSON";
  const auto error = JsonView(document.nodes(), 0).member("error");
  if (!error) return std::nullopt;
  return error->kind() == Kind::text ? std::string(error->text()) : "the router refuses, and does not say why";
}

core::Result<std::vector<LiveBinding>> read_bindings(std::string_view answer) {
  core::JsonDocument document;
  const auto list = read_array(document, answer);
  if (!list) return tl::unexpected(list.error());
  std::vector<LiveBinding> bindings;
  list->for_each_child([&](const JsonView& item) {
    LiveBinding binding{std::string(item.text_of("src")), std::string(item.text_of("tgt")),
                        std::string(item.text_of("file"))};
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
  list->for_each_child([&](const JsonView& item) {
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
    bridge::append_participant(live.participant, live.seen, live.speaker == Speaker::ours, json);
  }
  return json + ']';
}

}  // namespace mfp::client
