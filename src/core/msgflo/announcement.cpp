#include "core/msgflo/announcement.hpp"

#include "core/json/json_object.hpp"

namespace mfp::core {

namespace {

void add_extras(JsonObject& object, const std::vector<ExtraField>& extras) {
  for (const ExtraField& extra : extras) object.add_json(extra.key, extra.json);
}

void append_ports(const std::vector<Port>& ports, std::string& out) {
  out += '[';
  for (const Port& port : ports) {
    if (&port != &ports.front()) out += ',';
    JsonObject object(out);
    object.add("id", port.id);
    object.add("queue", port.queue);
    object.add("type", port.type);
    add_extras(object, port.extras);
    object.end();
  }
  out += ']';
}

}  // namespace

std::string announcement(const Participant& participant) {
  std::string message = R"({"protocol":"discovery","command":"participant","payload":)";
  JsonObject payload(message);
  payload.add("id", participant.id);
  payload.add("role", participant.role);
  payload.add("component", participant.component);
  add_extras(payload, participant.extras);
  payload.begin("inports");
  append_ports(participant.inports, message);
  payload.begin("outports");
  append_ports(participant.outports, message);
  payload.end();
  return message + '}';
}

}  // namespace mfp::core
