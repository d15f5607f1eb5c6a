#include "core/discovery.hpp"

#include "core/value.hpp"

namespace mfp::core {

namespace {

std::string json_text(std::string_view text) {
  std::string json;
  append_json({ValueKind::text, text}, json);
  return json;
}

void append_member(std::string& out, std::string_view key, std::string_view json) {
  if (out.back() != '{') out += ',';
  out += json_text(key);
  out += ':';
  out += json;
}

void append_extras(std::string& out, const std::vector<ExtraField>& extras) {
  for (const ExtraField& extra : extras) append_member(out, extra.key, extra.json);
}

std::string ports_json(const std::vector<Port>& ports) {
  std::string out = "[";
  for (const Port& port : ports) {
    if (out.size() > 1) out += ',';
    out += '{';
    append_member(out, "id", json_text(port.id));
    append_member(out, "queue", json_text(port.queue));
    append_member(out, "type", json_text(port.type));
    append_extras(out, port.extras);
    out += '}';
  }
  return out + ']';
}

}  // namespace

std::string announcement(const Participant& participant) {
  std::string payload = "{";
  append_member(payload, "id", json_text(participant.id));
  append_member(payload, "role", json_text(participant.role));
  append_member(payload, "component", json_text(participant.component));
  append_extras(payload, participant.extras);
  append_member(payload, "inports", ports_json(participant.inports));
  append_member(payload, "outports", ports_json(participant.outports));
  payload += '}';
  return R"({"protocol":"discovery","command":"participant","payload":)" + payload + '}';
}

}  // namespace mfp::core
