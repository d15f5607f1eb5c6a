#include "core/msgflo/announcement.hpp"

#include "core/json/json_writer.hpp"

namespace mfp::core {

namespace {

void add_extras(JsonWriter& object, const std::vector<ExtraField>& extras) {
  for (const ExtraField& extra : extras) object.add_json(extra.key, extra.json);
}

void add_ports(JsonWriter& json, std::string_view key, const std::vector<Port>& ports) {
  json.key(key);
  json.begin_array();
  for (const Port& port : ports) {
    json.begin_object();
    json.add("id", port.id);
    json.add("queue", port.queue);
    if (!port.type.empty()) json.add("type", port.type);
    add_extras(json, port.extras);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string announcement(const Participant& participant) {
  std::string message;
  JsonWriter json(message);
  json.begin_object();
  json.add("protocol", "discovery");
  json.add("command", "participant");
  json.key("payload");
  json.begin_object();
  json.add("id", participant.id);
  json.add("role", participant.role);
  json.add("component", participant.component);
  add_extras(json, participant.extras);
  add_ports(json, "inports", participant.inports);
  add_ports(json, "outports", participant.outports);
  json.end_object();
  json.end_object();
  return message;
}

}  // namespace mfp::core
