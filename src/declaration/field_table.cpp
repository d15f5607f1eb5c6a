#include "declaration/field_table.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace mfp::declaration {

namespace {

constexpr unsigned bit(Context context) { return static_cast<unsigned>(context); }

constexpr unsigned top = bit(Context::devices_file);
constexpr unsigned single = bit(Context::single_device);
constexpr unsigned entry = bit(Context::participant);
constexpr unsigned definition = bit(Context::definition);
constexpr unsigned device = entry | definition | single;
constexpr unsigned port = bit(Context::port);
constexpr unsigned address = bit(Context::broker);

constexpr Handling read = Handling::read;
constexpr Handling passed_on = Handling::passed_on;

using enum FieldType;

constexpr std::array table = {
    Field{top | single, "broker", broker, read, "mqtt://localhost",
          "The MQTT broker: a URL, or a map when more than the URL is needed.", "mqtt://localhost"},
    Field{top, "participants", participants, read, "", "The devices, each under its role.",
          "heater: {component: legacy/Heater}"},
    Field{single | definition, "role", text, read, "",
          "The role of the one device that this file declares; --role and use: override it.", "heater"},

    Field{entry | single, "use", text, read, "",
          "The component definition of this device: ./file.yaml, or a name that is looked up in participants/.",
          "tasmota/plug"},
    Field{device, "component", text, read, "", "The kind of device; one component, many roles.", "legacy/Heater"},
    Field{device, "id", text, read, "the role", "The participant's id in announcements.", "heater-1"},
    Field{device, "label", text, passed_on, "", "One line that tells people what it is.", "Oil heater in the workshop"},
    Field{device, "icon", text, passed_on, "", "A Font Awesome 4 icon, without the fa- prefix.", "fire"},
    Field{device, "inports", ports, read, "", "What the device takes in: a map of ports, or a list of ports with id.",
          "target: {topic: heater/set}"},
    Field{device, "outports", ports, read, "", "What the device sends out: a map of ports, or a list of ports with id.",
          "temperature: {topic: heater/state}"},

    Field{port, "id", text, read, "the port's key", "The port's name, where the ports are a list.", "temperature"},
    Field{port, "topic", text, read, "",
          "The device's own MQTT topic, relayed to or from the queue; an outport's may hold + and #. #ROLE stands for "
          "the role.",
          "heater/state"},
    Field{port, "queue", text, read, "ROLE.PORT",
          "The MQTT topic that the graph sees; without topic nothing is relayed. #ROLE stands for the role.",
          "heater/state"},
    Field{port, "type", text, read, "any", "The type of the values: any, number, boolean, string, object and others.",
          "number"},
    Field{port, "qos", qos, read, "as it came", "The QoS with which relayed messages leave: 0, 1 or 2.", "1"},
    Field{port, "retain", retain, read, "keep for outports, never for inports",
          "What becomes of the retain flag of relayed messages: keep, never or always.", "never"},
    Field{port, "description", text, passed_on, "", "What the port is for, for people.", "Temperature in the room"},
    Field{port, "schema", any, passed_on, "", "The URL of a JSON schema of the values.",
          "https://example.com/temperature.json"},
    Field{port, "options", any, passed_on, "", "The values to choose from, for user interfaces.", "[low, high]"},

    Field{address, "url", url, read, "mqtt://localhost", "mqtt://HOST:PORT, or mqtts://HOST:PORT for TLS.",
          "mqtts://broker.example:8883"},
    Field{address, "username", text, read, "", "The user name at the broker.", "bridge"},
    Field{address, "password_file", file, read, "", "A file that holds the password and nothing else.",
          "broker.password"},
    Field{address, "ca_file", file, read, "the system's",
          "The certificates that the broker's own is checked against (PEM).", "ca.pem"},
    Field{address, "cert_file", file, read, "", "Our own certificate (PEM); needs key_file.", "client.pem"},
    Field{address, "key_file", file, read, "", "The key of our own certificate (PEM).", "client.key"},
    Field{address, "client_id", text, read, "made from the broker and the files",
          "The MQTT client id, to which the broker ties the session.", "workshop-bridge"},
    Field{address, "session_expiry", duration, read, "1d",
          "How long the broker keeps messages while we are away; 0 leaves no session behind.", "12h"},
};

}  // namespace

std::span<const Field> all_fields() { return table; }

std::vector<Field> fields_of(Context context) {
  std::vector<Field> fields;
  std::copy_if(table.begin(), table.end(), std::back_inserter(fields),
               [&](const Field& field) { return (field.contexts & bit(context)) != 0; });
  return fields;
}

const Field* find_field(Context context, std::string_view name) {
  for (const Field& field : table) {
    if ((field.contexts & bit(context)) != 0 && field.name == name) return &field;
  }
  return nullptr;
}

}  // namespace mfp::declaration
