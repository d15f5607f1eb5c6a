#include "bridge/edges/router_answers.hpp"

#include <chrono>
#include <unordered_set>

#include "core/json/json_document.hpp"
#include "core/json/json_writer.hpp"
#include "core/text/text.hpp"

namespace mfp::bridge {

namespace {

constexpr std::size_t longest_request_told = 1000;

void add_ports(core::JsonWriter& json, std::string_view key, const std::vector<core::Port>& ports) {
  json.key(key);
  json.begin_array();
  for (const core::Port& port : ports) {
    json.begin_object();
    json.add("id", port.id);
    json.add("queue", port.queue);
    if (!port.type.empty()) json.add("type", port.type);
    if (port.topic) json.add("topic", port.topic->text());
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void append_participant(const core::Participant& participant, std::chrono::seconds seen, bool ours, std::string& out) {
  core::JsonWriter object(out);
  object.begin_object();
  object.add("role", participant.role);
  object.add("id", participant.id);
  object.add("component", participant.component);
  for (const core::ExtraField& extra : participant.extras) {
    if (extra.key == "label" || extra.key == "icon") object.add_json(extra.key, extra.json);
  }
  object.add_json("seen", std::to_string(seen.count()));
  object.add_json("ours", ours ? "true" : "false");
  add_ports(object, "inports", participant.inports);
  add_ports(object, "outports", participant.outports);
  object.end_object();
}

std::string bindings_answer(const core::EdgeTable& edge_table) {
  std::string out;
  core::JsonWriter json(out);
  json.begin_array();
  for (const auto& [binding, entry] : edge_table.entries()) {
    if (out.size() > 1) json.new_line();
    json.begin_object();
    json.add("src", binding.source);
    json.add("tgt", binding.target);
    if (!entry.edges.empty()) {
      json.add("file", edge_table.place_text(edge_table.edges()[entry.edges.front()].at));
      if (entry.bound) json.add_json("bound", "true");
    }
    json.end_object();
  }
  json.end_array();
  return out;
}

std::string participants_answer(std::span<const core::Participant> ours, const core::Directory& directory,
                                core::Directory::TimePoint now) {
  std::string out;
  core::JsonWriter json(out);
  json.begin_array();
  std::unordered_set<std::string_view> roles;
  for (const core::Participant& participant : ours) {
    roles.insert(participant.role);
    if (out.size() > 1) json.new_line();
    json.begin_value();
    append_participant(participant, std::chrono::seconds(0), true, out);
  }
  for (const core::Directory::Entry* entry : directory.entries()) {
    // Our own announcements come back to us, too.
    if (roles.contains(entry->participant.role)) continue;
    if (out.size() > 1) json.new_line();
    json.begin_value();
    append_participant(entry->participant, std::chrono::duration_cast<std::chrono::seconds>(now - entry->seen), false,
                       out);
  }
  json.end_array();
  return out;
}

std::string error_answer(std::string_view reason, std::string_view request) {
  std::string out;
  core::JsonWriter object(out);
  object.begin_object();
  object.add("error", reason);
  core::JsonDocument document;
  if (request.size() <= longest_request_told && document.read(request) == core::JsonDocument::Outcome::json) {
    object.add_json("request", request);
  } else {
    object.add("request", core::printable(request.substr(0, longest_request_told)));
  }
  object.end_object();
  return out;
}

}  // namespace mfp::bridge
