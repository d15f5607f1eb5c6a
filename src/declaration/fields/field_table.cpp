#include "declaration/fields/field_table.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <iterator>

#include "core/conversion/steps/encode.hpp"
#include "core/conversion/steps/format.hpp"
#include "core/conversion/steps/ignore.hpp"
#include "core/conversion/steps/map.hpp"
#include "core/conversion/steps/match.hpp"
#include "core/conversion/steps/only_changes.hpp"
#include "core/conversion/steps/path.hpp"
#include "core/conversion/steps/round.hpp"
#include "core/conversion/steps/scale.hpp"
#include "core/conversion/steps/where.hpp"

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
constexpr Handling passed_on = Handling::passed_on;

using enum FieldType;

constexpr std::array<std::string_view, 3> qos_levels{"0", "1", "2"};
constexpr std::array<std::string_view, 3> retain_words{"keep", "never", "always"};
constexpr std::array<std::string_view, 1> moments{"start"};

constexpr Limits not_empty{1, no_limit};
/// MQTT 5 section 1.5.4: a text's length has 16 bits.
constexpr Limits topic_length{1, 65535};
/// In seconds; one more means for ever (MQTT 5 section 3.1.2.11.2).
constexpr std::uint32_t longest_time = 4294967294;

constexpr std::string_view into_the_definition = "cannot stand beside 'use'; write it into the definition";
constexpr std::string_view of_the_definition =
    "cannot stand beside 'use': the ports come from the definition; to change them, write a definition of your own "
    "that "
    "'extends' it";

constexpr Key map_key{core::MapStep::entries.name};

template <class T>
constexpr Field step_field(core::StepKey<T> key, FieldType type, std::string_view meaning, std::string_view example,
                           std::string_view default_value = "") {
  return Field{port, Key(key.name), type, Handling::step, default_value, meaning, example}.needing(
      keys::topic, "does nothing without 'topic', since nothing is relayed there; add the device's topic");
}

constexpr std::array table = {
    Field{top | single, keys::broker, broker, read, "mqtt://localhost",
          "The MQTT broker: a URL, or a map when more than the URL is needed.", "mqtt://localhost"},
    Field{top, keys::participants, participants, read, "", "The devices, each under its role.",
          "heater: {component: legacy/Heater}"},
    Field{top | single, keys::connections, connections, read, "",
          "Edges and initial packets of the graph, in lines of the FBP language: a list of texts, or one text.",
          "[heater TEMPERATURE -> TEXT display]"},
    Field{top | single, keys::graph, graphs, read, "",
          "A MsgFlo graph whose edges are drawn too: a text of the FBP language, or JSON (*.json); or a list of them.",
          "house.fbp"},
    Field{top | single, keys::router, router, read, "", "How other programs bind queues while this one runs.",
          "{enabled: true}"},

    Field{single, keys::role, text, read, "",
          "The role of the one device that this file declares; --role and use: override it.", "heater"}
        .within(not_empty)
        .required(),
    Field{definition, keys::role, text, read, "",
          "The role of the one device that this file declares; --role and use: override it.", "heater"},
    Field{entry | single, keys::use, text, read, "",
          "The component definition of this device: ./file.yaml, or a name that is looked up in participants/.",
          "tasmota/plug"},
    Field{entry | single, keys::with, arguments, read, "",
          "Values for the parameters of the definition that 'use' names.", "{device: tasmota_0F1A2B}"}
        .needing(keys::use, "gives values to the parameters of a definition; name that with 'use'"),
    Field{definition | single, keys::extends, text, read, "",
          "Another definition, named as in 'use', from which everything is taken that this one does not say itself; a "
          "port that is null here is left out.",
          "tasmota/generic"}
        .excluding(keys::use, into_the_definition),
    Field{definition | single, keys::params, parameters, read, "",
          "The parameters of the definition: {name} in its texts is the value that 'with' gives, else the default.",
          "{device: {description: The device's topic}}"}
        .excluding(keys::use, into_the_definition),

    Field{device, keys::component, text, read, "", "The kind of device; one component, many roles.", "legacy/Heater"}
        .within(not_empty)
        .required_unless(keys::use, keys::extends, "has no 'component'; any name will do, such as my/Lamp"),
    Field{device, keys::id, text, read, "the role", "The participant's id in announcements.", "heater-1"}.within(
        not_empty),
    Field{device, keys::label, text, passed_on, "", "One line that tells people what it is.",
          "Oil heater in the workshop"},
    Field{device, keys::icon, text, passed_on, "", "A Font Awesome 4 icon, without the fa- prefix.", "fire"},
    Field{device, keys::inports, ports, read, "",
          "What the device takes in: a map of ports, or a list of ports with id.", "target: {topic: heater/set}"}
        .excluding(keys::use, of_the_definition),
    Field{device, keys::outports, ports, read, "",
          "What the device sends out: a map of ports, or a list of ports with id.",
          "temperature: {topic: heater/state}"}
        .excluding(keys::use, of_the_definition),

    Field{device, keys::examples, examples, read, "",
          "Recorded payloads of ports and what comes of them: tests of the definition, and what 'simulate' plays.",
          "[{port: temperature, payload: '{\"temp\": 21.5}', gives: '21.5'}]"},
    Field{device, keys::echo, echo, read, "",
          "Which outports tell what an inport was told, as 'simulate' plays it: a map of inports to outports.",
          "{power: state}"},
    Field{device, keys::requests, requests, read, "", "Messages of our own to devices that answer only when asked.",
          "[{topic: R/c0619ab1/keepalive, every: 30s}]"},

    Field{port, keys::id, text, read, "the port's key", "The port's name, where the ports are a list.", "temperature"}
        .within(not_empty)
        .required_in_lists(),
    Field{port, keys::topic, text, read, "",
          "The device's own MQTT topic, relayed to or from the queue; an outport's may hold + and #. #ROLE stands for "
          "the role.",
          "heater/state"}
        .within(topic_length),
    Field{port, keys::queue, text, read, "ROLE.PORT",
          "The MQTT topic that the graph sees; without topic nothing is relayed. #ROLE stands for the role.",
          "heater/state"}
        .within(topic_length),
    Field{port, keys::type, text, read, "any",
          "The type of the values: any, number, boolean, string, object and others.", "number"},
    Field{port, keys::qos, qos, read, "as it came", "The QoS with which relayed messages leave: 0, 1 or 2.", "1"}
        .one_of(qos_levels),
    Field{port, keys::retain, word, read, "keep for outports, never for inports",
          "What becomes of the retain flag of relayed messages: keep, never or always.", "never"}
        .one_of(retain_words),
    step_field(core::WhereStep::conditions, conditions,
               "Takes only messages in which each path has that value, for several devices on one topic.",
               "{id: 7, model: Acurite-Tower}")
        .within(not_empty),
    step_field(core::PathStep::path, json_path,
               "Takes a part of a JSON payload: names and list positions with dots between them, or a JSON pointer.",
               "ENERGY.Power")
        .within(not_empty),
    step_field(
        core::MatchStep::expression, pattern,
        "Takes the first group of a regular expression (RE2), or all that it matches; named groups give an object.",
        "T=([0-9.]+)"),
    step_field(core::IgnoreStep::values, values, "A value, or a list of values, that mean that there is none.",
               "[-127, 85]"),
    step_field(core::MapStep::entries, mapping,
               "Puts other values for some, by their text; those that it does not name are skipped.",
               "{ON: true, OFF: false}")
        .within(not_empty),
    step_field(core::MapStep::otherwise, value, "The value for all that 'map' does not name.", "unknown")
        .needing(map_key, "is for values that 'map' does not name, and there is no 'map'"),
    step_field(core::ScaleStep::factor, number, "Multiplies by this number.", "0.1"),
    step_field(core::ScaleStep::summand, number, "Adds this number, after 'scale'.", "-40"),
    step_field(core::RoundStep::places, whole_number, "Rounds to so many digits after the point, half away from zero.",
               "1")
        .within({0, core::RoundStep::most_places, "the digits after the point, ", ""}),
    step_field(core::FormatStep::format, format,
               "Makes a text: {value}, {value.PART} of an object, {json} and {role} are put in; {{ and }} are braces.",
               "T={value}"),
    step_field(core::OnlyChangesStep::wanted, flag, "Sends equal results in a row once.", "true", "false"),
    step_field(core::EncodeStep::encoding, word,
               "How the result is written: as JSON (texts in quotes), or as bare text.", "text",
               "json for outports, text for inports and with 'format'")
        .one_of(core::EncodeStep::encodings),
    Field{port, keys::description, text, passed_on, "", "What the port is for, for people.", "Temperature in the room"},
    Field{port, keys::schema, any, passed_on, "", "The URL of a JSON schema of the values.",
          "https://example.com/temperature.json"},
    Field{port, keys::options, any, passed_on, "", "The values to choose from, for user interfaces.", "[low, high]"},

    Field{address, keys::url, url, read, "mqtt://localhost", "mqtt://HOST:PORT, or mqtts://HOST:PORT for TLS.",
          "mqtts://broker.example:8883"},
    Field{address, keys::username, text, read, "", "The user name at the broker.", "bridge"},
    Field{address, keys::password_file, file, read, "", "A file that holds the password and nothing else.",
          "broker.password"}
        .within(not_empty),
    Field{address, keys::ca_file, file, read, "the system's",
          "The certificates that the broker's own is checked against (PEM).", "ca.pem"}
        .within(not_empty),
    Field{address, keys::cert_file, file, read, "", "Our own certificate (PEM); needs key_file.", "client.pem"}
        .within(not_empty)
        .needing(keys::key_file, "needs 'key_file' beside it: a certificate is of no use without its key"),
    Field{address, keys::key_file, file, read, "", "The key of our own certificate (PEM).", "client.key"}
        .within(not_empty)
        .needing(keys::cert_file, "needs 'cert_file' beside it: a key is of no use without its certificate"),
    Field{address, keys::client_id, text, read, "made from the broker and the files",
          "The MQTT client id, to which the broker ties the session.", "workshop-bridge"},
    Field{address, keys::session_expiry, duration, read, "1d",
          "How long the broker keeps messages while we are away; 0 leaves no session behind.", "12h"}
        .within({0, longest_time}),

    Field{parameter, keys::default_value, text, read, "",
          "The value where 'with' gives none; {role} in it is the role.", "zigbee2mqtt"},
    Field{parameter, keys::description, text, read, "", "What the parameter is, for people.",
          "The device's MQTT topic"},
    Field{parameter, keys::pattern, pattern, read, "", "A regular expression (RE2) that a whole value has to match.",
          "[0-9A-F]+"},

    Field{an_example, keys::port, text, read, "", "The inport or outport that the payload comes to.", "temperature"}
        .required(),
    Field{an_example, keys::payload, text, read, "", "The payload as it comes; !!binary for bytes that are no text.",
          "{\"temp\": 21.5}"}
        .required(),
    Field{an_example, keys::gives, outcome, read, "",
          "What comes of it: the text, or the word nothing or error; {text: nothing} is the text itself.", "21.5"}
        .required(),
    Field{an_example, keys::topic, text, read, "the port's topic",
          "The topic that it comes on; needed where the port's has a wildcard.", "tele/plug/SENSOR"}
        .within(topic_length),
    Field{an_example, keys::with, arguments, read, "", "Values for the parameters of the definition in this example.",
          "{device: tasmota_0F1A2B}"},

    Field{request, keys::topic, text, read, "", "Where the message is sent to.", "R/c0619ab1/keepalive"}
        .within(topic_length)
        .required(),
    Field{request, keys::payload, text, read, "empty", "The message.", "[\"system/0/Serial\"]"},
    Field{request, keys::every, duration, read, "", "After each connect and again each time this has passed.", "30s"}
        .within({1, longest_time})
        .required_unless(keys::at, {}, "does not say when; add 'every: 30s' or 'at: start'"),
    Field{request, keys::at, word, read, "", "start: after each connect, once.", "start"}.one_of(moments).excluding(
        keys::every, "cannot stand beside 'every', which sends it at the start too"),

    Field{router_map, keys::enabled, flag, read, "false",
          "Whether others may change edges by MsgFlo's router protocol; questions are answered in any case.", "true"},
    Field{router_map, keys::instance, text, read, "default", "The name in the topics: /msgrouter/INSTANCE/addbinding.",
          "workshop"}
        .within({1, 1000}),
    Field{router_map, keys::most_bindings, whole_number, read, "100000", "Further bindings are refused.", "1000"}
        .within({1, 1'000'000, "", " bindings"}),
    // The smallest holds a binding of two short queues.
    Field{router_map, keys::largest_request, whole_number, read, "4096", "Longer requests are refused, in bytes.",
          "65536"}
        .within({64, 1'048'576, "", " bytes"}),
};

}  // namespace

std::span<const Field> all_fields() { return table; }

std::vector<Field> fields_of(Context context) {
  std::vector<Field> fields;
  std::copy_if(table.begin(), table.end(), std::back_inserter(fields),
               [&](const Field& field) { return field.stands_in(context); });
  return fields;
}

const Field* find_field(Context context, std::string_view name) {
  for (const Field& field : table) {
    if (field.stands_in(context) && field.key.name == name) return &field;
  }
  return nullptr;
}

const Field& field_of(Context context, Key key) {
  const Field* field = find_field(context, key.name);
  assert(field != nullptr);
  return *field;
}

}  // namespace mfp::declaration
