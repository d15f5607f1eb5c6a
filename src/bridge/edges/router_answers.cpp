#include "bridge/edges/router_answers.hpp"

#include <chrono>
#include <unordered_set>

#include "core/json/json_document.hpp"
#include "core/json/json_object.hpp"
#include "core/text/text.hpp"

namespace mfp::bridge {

namespace {

constexpr std::size_t longest_request_told = 1000;

void append_ports(const std::vector<core::Port>& ports, std::string& out) {
  out += '[';
  for (const core::Port& port : ports) {
    if (&port != &ports.front()) out += ',';
    core::JsonObject object(out);
    object.add("id", port.id);
    object.add("queue", port.queue);
    object.add("type", port.type);
    if (port.topic) object.add("topic", port.topic->text());
    object.end();
  }
  out += ']';
}

}  // namespace

void append_participant(const core::Participant& participant, std::chrono::seconds seen, bool ours, std::string& out) {
  core::JsonObject object(out);
  object.add("role", participant.role);
  object.add("id", participant.id);
  object.add("component", participant.component);
  for (const core::ExtraField& extra : participant.extras) {
    if (extra.key == "label" || extra.key == "icon") object.add_json(extra.key, extra.json);
  }
  object.add_json("seen", std::to_string(seen.count()));
  object.add_json("ours", ours ? "true" : "false");
  object.begin("inports");
  append_ports(participant.inports, out);
  object.begin("outports");
  append_ports(participant.outports, out);
  object.end();
}

std::string bindings_answer(const core::EdgeTable& edge_table) {
  std::string out = "[";
  for (const auto& [binding, entry] : edge_table.entries()) {
    if (out.size() > 1) out += ",\n";
    core::JsonObject object(out);
    object.add("src", binding.source);
    object.add("tgt", binding.target);
    if (!entry.edges.empty()) {
      object.add("file", edge_table.place_text(edge_table.edges()[entry.edges.front()].at));
      if (entry.bound) object.add_json("bound", "true");
    }
    object.end();
  }
  return out + ']';
}

std::string participants_answer(std::span<const core::Participant> ours, const core::Directory& directory,
                                core::Directory::TimePoint now) {
  std::string out = "[";
  std::unordered_set<std::string_view> roles;
  for (const core::Participant& participant : ours) {
    roles.insert(participant.role);
    if (out.size() > 1) out += ",\n";
    append_participant(participant, std::chrono::seconds(0), true, out);
  }
  for (const core::Directory::Entry* entry : directory.entries()) {
    // Our own announcements come back to us, too.
    if (roles.contains(entry->participant.role)) continue;
    if (out.size() > 1) out += ",\n";
    append_participant(entry->participant, std::chrono::duration_cast<std::chrono::seconds>(now - entry->seen), false,
                       out);
  }
  return out + ']';
}

std::string error_answer(std::string_view reason, std::string_view request) {
  std::string out;
  core::JsonObject object(out);
  object.add("error", reason);
  core::JsonDocument document;
  if (request.size() <= longest_request_told && document.read(request) == core::JsonDocument::Outcome::json) {
    object.add_json("request", request);
  } else {
    object.add("request", core::printable(request.substr(0, longest_request_told)));
  }
  object.end();
  return out;
}

}  // namespace mfp::bridge
