#include "core/msgflo/binding.hpp"

#include <cstdint>
#include <optional>
#include <utility>

#include "core/json/json_document.hpp"
#include "core/json/json_writer.hpp"
#include "core/mqtt/topic.hpp"
#include "core/msgflo/announcement.hpp"
#include "core/text/text.hpp"

namespace mfp::core {

namespace {

constexpr std::string_view what_is_needed =
    R"(needs "src" and "tgt", each a queue, e.g. {"src":"heater.TEMPERATURE","tgt":"display.TEXT"})";

/// Nothing when there is no such member, or it is no text.
std::optional<std::string_view> text_member(const std::vector<JsonNode>& nodes, std::uint32_t object,
                                            std::string_view key) {
  std::optional<std::string_view> text;
  for (std::uint32_t i = object + 1; i < nodes[object].end; i = nodes[i].end) {
    if (nodes[i].key == key && nodes[i].kind == JsonNode::Kind::text) text = nodes[i].text;
  }
  return text;
}

Result<Binding> binding_of(const std::vector<JsonNode>& nodes, std::uint32_t node) {
  if (nodes[node].kind != JsonNode::Kind::object) return fail(std::string(what_is_needed));
  Binding binding;
  for (const auto& [key, queue] : {std::pair{"src", &binding.source}, std::pair{"tgt", &binding.target}}) {
    const auto text = text_member(nodes, node, key);
    if (!text) return fail(std::string(what_is_needed));
    if (const auto topic = TopicName::parse(*text); !topic) {
      return fail("cannot be carried out: " + std::string(key) + ' ' + topic.error().message);
    }
    if (is_reserved(*text)) {
      return fail("cannot be carried out: " + std::string(key) + " is a topic of MsgFlo itself");
    }
    *queue = *text;
  }
  return binding;
}

void write(const Binding& binding, JsonWriter& json) {
  json.begin_object();
  json.add("src", binding.source);
  json.add("tgt", binding.target);
  json.end_object();
}

}  // namespace

bool is_reserved(std::string_view topic) { return topic == discovery_topic || topic.starts_with(router_topics); }

std::string router_topic(std::string_view instance, std::string_view name) {
  return std::string(router_topics).append(instance).append("/").append(name);
}

Result<Binding> read_binding(std::string_view request, std::size_t most_bytes) {
  if (request.size() > most_bytes) {
    return fail("has " + with_thousands(request.size()) + " bytes; at most " + with_thousands(most_bytes) +
                " are taken");
  }
  JsonDocument document;
  if (document.read(request) != JsonDocument::Outcome::json)
    return fail("is no JSON; it " + std::string(what_is_needed));
  return binding_of(document.nodes(), 0);
}

std::string to_json(const Binding& binding) {
  std::string text;
  JsonWriter json(text);
  write(binding, json);
  return text;
}

std::string to_json(const std::vector<Binding>& bindings) {
  std::string text;
  JsonWriter json(text);
  json.begin_array();
  for (const Binding& binding : bindings) {
    json.new_line();
    write(binding, json);
  }
  json.new_line();
  json.end_array();
  return text + '\n';
}

Result<KeptBindings> read_bindings(std::string_view json) {
  JsonDocument document;
  if (document.read(json) != JsonDocument::Outcome::json) return fail("is no JSON");
  const std::vector<JsonNode>& nodes = document.nodes();
  if (nodes.front().kind != JsonNode::Kind::array) return fail("is no JSON array");
  KeptBindings kept;
  std::size_t number = 0;
  for (std::uint32_t i = 1; i < nodes.front().end; i = nodes[i].end) {
    auto binding = binding_of(nodes, i);
    ++number;
    if (binding) {
      kept.bindings.push_back(*std::move(binding));
    } else {
      kept.problems.push_back("element " + std::to_string(number) + ' ' + binding.error().message);
    }
  }
  return kept;
}

}  // namespace mfp::core
