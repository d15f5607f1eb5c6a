#include "declaration/fields/field_table.hpp"

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
constexpr unsigned parameter = bit(Context::parameter);
constexpr unsigned an_example = bit(Context::example);
constexpr unsigned request = bit(Context::request);
constexpr unsigned router_map = bit(Context::router);

constexpr Handling read = Handling::read;
constexpr Handling step = Handling::step;
constexpr Handling passed_on = Handling::passed_on;

using enum FieldType;

constexpr std::array table = {
    Field{top | single, "broker", broker, read, "mqtt://localhost",
          "The MQTT broker: a URL, or a map when more than the URL is needed.", "mqtt://localhost"},
    Field{top, "participants", participants, read, "", "The devices, each under its role.",
          "heater: {component: legacy/Heater}"},
    Field{top | single, "connections", connections, read, "",
          "Edges and initial packets of the graph, in lines of the FBP language: a list of texts, or one text.",
          "[heater TEMPERATURE -> TEXT display]"},
    Field{top | single, "graph", graphs, read, "",
          "A MsgFlo graph whose edges are drawn too: a text of the FBP language, or JSON (*.json); or a list of them.",
          "house.fbp"},
    Field{top | single, "router", router, read, "", "How other programs bind queues while this one runs.",
          "{enabled: true}"},
    Field{single | definition, "role", text, read, "",
          "The role of the one device that this file declares; --role and use: override it.", "heater"},

    Field{entry | single, "use", text, read, "",
          "The component definition of this device: ./file.yaml, or a name that is looked up in participants/.",
          "tasmota/plug"},
    Field{entry | single, "with", arguments, read, "", "Values for the parameters of the definition that 'use' names.",
          "{device: tasmota_0F1A2B}"},
    Field{definition | single, "extends", text, read, "",
          "Another definition, named as in 'use', from which everything is taken that this one does not say itself; a "
          "port that is null here is left out.",
          "tasmota/generic"},
    Field{definition | single, "params", parameters, read, "",
          "The parameters of the definition: {name} in its texts is the value that 'with' gives, else the default.",
          "{device: {description: The device's topic}}"},
    Field{device, "component", text, read, "", "The kind of device; one component, many roles.", "legacy/Heater"},
    Field{device, "id", text, read, "the role", "The participant's id in announcements.", "heater-1"},
    Field{device, "label", text, passed_on, "", "One line that tells people what it is.", "Oil heater in the workshop"},
    Field{device, "icon", text, passed_on, "", "A Font Awesome 4 icon, without the fa- prefix.", "fire"},
    Field{device, "inports", ports, read, "", "What the device takes in: a map of ports, or a list of ports with id.",
          "target: {topic: heater/set}"},
    Field{device, "outports", ports, read, "", "What the device sends out: a map of ports, or a list of ports with id.",
          "temperature: {topic: heater/state}"},

    Field{device, "examples", examples, read, "",
          "Recorded payloads of ports and what comes of them: tests of the definition, and what 'simulate' plays.",
          "[{port: temperature, payload: '{\"temp\": 21.5}', gives: '21.5'}]"},
    Field{device, "echo", echo, read, "",
          "Which outports tell what an inport was told, as 'simulate' plays it: a map of inports to outports.",
          "{power: state}"},
    Field{device, "requests", requests, read, "", "Messages of our own to devices that answer only when asked.",
          "[{topic: R/c0619ab1/keepalive, every: 30s}]"},

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
    Field{port, "where", conditions, step, "",
          "Takes only messages in which each path has that value, for several devices on one topic.",
          "{id: 7, model: Acurite-Tower}"},
    Field{port, "path", json_path, step, "",
          "Takes a part of a JSON payload: names and list positions with dots between them, or a JSON pointer.",
          "ENERGY.Power"},
    Field{port, "match", pattern, step, "",
          "Takes the first group of a regular expression (RE2), or all that it matches; named groups give an object.",
          "T=([0-9.]+)"},
    Field{port, "ignore", values, step, "", "A value, or a list of values, that mean that there is none.",
          "[-127, 85]"},
    Field{port, "map", mapping, step, "",
          "Puts other values for some, by their text; those that it does not name are "
          "skipped.",
          "{ON: true, OFF: false}"},
    Field{port, "default", value, step, "", "The value for all that 'map' does not name.", "unknown"},
    Field{port, "scale", number, step, "", "Multiplies by this number.", "0.1"},
    Field{port, "offset", number, step, "", "Adds this number, after 'scale'.", "-40"},
    Field{port, "round", places, step, "", "Rounds to so many digits after the point, half away from zero.", "1"},
    Field{port, "format", format, step, "",
          "Makes a text: {value}, {value.PART} of an object, {json} and {role} are put in; {{ and }} are braces.",
          "T={value}"},
    Field{port, "only_changes", flag, step, "false", "Sends equal results in a row once.", "true"},
    Field{port, "encode", encoding, step, "json for outports, text for inports and with 'format'",
          "How the result is written: as JSON (texts in quotes), or as bare text.", "text"},
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

    Field{parameter, "default", text, read, "", "The value where 'with' gives none; {role} in it is the role.",
          "zigbee2mqtt"},
    Field{parameter, "description", text, read, "", "What the parameter is, for people.", "The device's MQTT topic"},
    Field{parameter, "pattern", text, read, "", "A regular expression (RE2) that a whole value has to match.",
          "[0-9A-F]+"},

    Field{an_example, "port", text, read, "", "The inport or outport that the payload comes to.", "temperature"},
    Field{an_example, "payload", text, read, "", "The payload as it comes; !!binary for bytes that are no text.",
          "{\"temp\": 21.5}"},
    Field{an_example, "gives", outcome, read, "",
          "What comes of it: the text, or the word nothing or error; {text: nothing} is the text itself.", "21.5"},
    Field{an_example, "topic", text, read, "the port's topic",
          "The topic that it comes on; needed where the port's has a wildcard.", "tele/plug/SENSOR"},
    Field{an_example, "with", arguments, read, "", "Values for the parameters of the definition in this example.",
          "{device: tasmota_0F1A2B}"},

    Field{request, "topic", text, read, "", "Where the message is sent to.", "R/c0619ab1/keepalive"},
    Field{request, "payload", text, read, "empty", "The message.", "[\"system/0/Serial\"]"},
    Field{request, "every", duration, read, "", "After each connect and again each time this has passed.", "30s"},
    Field{request, "at", moment, read, "", "start: after each connect, once.", "start"},

    Field{router_map, "enabled", flag, read, "false",
          "Whether others may change edges by MsgFlo's router protocol; questions are answered in any case.", "true"},
    Field{router_map, "instance", text, read, "default", "The name in the topics: /msgrouter/INSTANCE/addbinding.",
          "workshop"},
    Field{router_map, "most_bindings", binding_count, read, "100000", "Further bindings are refused.", "1000"},
    Field{router_map, "largest_request", request_size, read, "4096", "Longer requests are refused, in bytes.", "65536"},
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
