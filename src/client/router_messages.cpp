#include "client/router_messages.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <utility>

#include "bridge/edges/router_answers.hpp"
#include "core/json/json_document.hpp"
#include "core/json/json_view.hpp"
#include "core/json/json_writer.hpp"
#include "core/json/value.hpp"
#include "core/mqtt/topic.hpp"
#include "core/text/number.hpp"
#include "core/text/text.hpp"

namespace mfp::client {

namespace {

using Kind = core::JsonNode::Kind;
using core::JsonView;

std::string json_text(std::string_view text) {
  std::string json;
  core::append_json({core::ValueKind::text, text}, json);
  return json;
}

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
    port.type = item.text_of("type");
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

/// Calls `take` with each answer that is no refusal. Why the first one cannot be used, when it takes none.
template <class Take>
std::optional<std::string> for_each_usable(std::span<const RouterAnswer> answers, Take take) {
  std::optional<std::string> problem;
  bool taken = false;
  for (const RouterAnswer& answer : answers) {
    const auto reason = refusal(answer.payload);
    const core::Result<void> result = reason ? core::fail(core::printable(*reason)) : take(answer);
    if (result) {
      taken = true;
    } else if (!problem) {
      problem = result.error().message;
    }
  }
  return taken ? std::nullopt : problem;
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
    for (const char* key : {"label", "icon"}) {
      if (const std::string_view text = item.text_of(key); !text.empty())
        participant.extras.push_back({key, json_text(text)});
    }
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

std::string bindings_json(const std::vector<LiveBinding>& bindings) {
  std::string json;
  core::JsonWriter writer(json);
  writer.begin_array();
  for (const LiveBinding& binding : bindings) {
    writer.begin_object();
    writer.add("src", binding.source);
    writer.add("tgt", binding.target);
    if (!binding.file.empty()) writer.add("file", binding.file);
    if (binding.also_bound) writer.add_json("bound", "true");
    writer.end_object();
  }
  writer.end_array();
  return json;
}

core::Result<std::vector<LiveBinding>> merged_bindings(std::span<const RouterAnswer> answers) {
  std::map<std::pair<std::string, std::string>, LiveBinding> merged;
  const auto take = [&](const RouterAnswer& answer) -> core::Result<void> {
    auto bindings = read_bindings(answer.payload);
    if (!bindings) return tl::unexpected(bindings.error());
    for (LiveBinding& binding : *bindings) {
      const auto [known, is_new] = merged.try_emplace({binding.source, binding.target}, binding);
      if (is_new) continue;
      // A file of one process declares what a request to another one has bound.
      LiveBinding& both = known->second;
      both.also_bound = both.also_bound || binding.also_bound || both.file.empty() != binding.file.empty();
      if (both.file.empty()) both.file = std::move(binding.file);
    }
    return {};
  };
  if (auto problem = for_each_usable(answers, take)) return core::fail(*std::move(problem));
  std::vector<LiveBinding> bindings;
  bindings.reserve(merged.size());
  for (auto& [ends, binding] : merged) bindings.push_back(std::move(binding));
  return bindings;
}

core::Result<ToldParticipants> merged_participants(std::span<const RouterAnswer> answers) {
  ToldParticipants told;
  std::unordered_map<std::string, std::size_t> places;
  const auto take = [&](const RouterAnswer& answer) -> core::Result<void> {
    auto participants = read_participants(answer.payload);
    if (!participants) return tl::unexpected(participants.error());
    if (answer.router == RouterAnswer::Router::enabled) told.reach = Reach::everybody;
    for (LiveParticipant& live : *participants) {
      const auto [place, is_new] = places.emplace(live.participant.role, told.participants.size());
      if (is_new) {
        told.participants.push_back(std::move(live));
      } else if (live.speaker == Speaker::ours && told.participants[place->second].speaker == Speaker::others) {
        told.participants[place->second] = std::move(live);
      }
    }
    return {};
  };
  if (auto problem = for_each_usable(answers, take)) return core::fail(*std::move(problem));
  return told;
}

}  // namespace mfp::client
