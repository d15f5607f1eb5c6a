#include "declaration/fields/foreign_keys.hpp"

#include <algorithm>
#include <array>

namespace mfp::declaration {

namespace {

constexpr unsigned port = static_cast<unsigned>(Context::port);
constexpr unsigned device = static_cast<unsigned>(Context::participant) | static_cast<unsigned>(Context::definition) |
                            static_cast<unsigned>(Context::single_device);
constexpr unsigned broker = static_cast<unsigned>(Context::broker);

struct ForeignKey {
  /// Bits of Context.
  unsigned contexts;
  std::string_view key;
  /// What it is here, or what to write instead.
  std::string_view meaning;
};

constexpr std::array foreign_keys = {
    ForeignKey{port, "state_topic", "here that is 'topic' of an outport"},
    ForeignKey{port, "command_topic", "here that is 'topic' of an inport"},
    ForeignKey{device, "state_topic", "here that is the 'topic' of an outport: outports: {state: {topic: …}}"},
    ForeignKey{device, "command_topic", "here that is the 'topic' of an inport: inports: {set: {topic: …}}"},
    ForeignKey{port | device, "availability_topic",
               "here that is an outport of its own: outports: {online: {topic: …}}"},
    ForeignKey{port | device, "availability", "here that is an outport of its own: outports: {online: {topic: …}}"},
    ForeignKey{port | device, "json_attributes_topic", "here that is several outports, each with its 'path'"},
    ForeignKey{port, "value_template", "here that is 'path': path: temperature takes that part of the JSON"},
    ForeignKey{port, "state_value_template", "here that is 'path': path: state takes that part of the JSON"},
    ForeignKey{port, "command_template", "here that is 'format': format: 'SET {value}'"},
    ForeignKey{
        port, "payload_on",
        "here that is part of 'map': {ON: true, OFF: false} at an outport, {true: 'ON', false: 'OFF'} at an inport"},
    ForeignKey{
        port, "payload_off",
        "here that is part of 'map': {ON: true, OFF: false} at an outport, {true: 'ON', false: 'OFF'} at an inport"},
    ForeignKey{port, "state_on", "here that is part of 'map': map: {ON: true, OFF: false}"},
    ForeignKey{port, "state_off", "here that is part of 'map': map: {ON: true, OFF: false}"},
    ForeignKey{port, "payload_available", "here that is part of 'map': map: {online: true, offline: false}"},
    ForeignKey{port, "payload_not_available", "here that is part of 'map': map: {online: true, offline: false}"},
    ForeignKey{port, "payload_press", "here that is what the inport is sent, or 'format': format: PRESS"},
    ForeignKey{port, "unit_of_measurement", "there is no such key here; write the unit into 'description'"},
    ForeignKey{port, "device_class",
               "there is no such key here; 'type' says what the values are, 'description' what they mean"},
    ForeignKey{port, "state_class",
               "there is no such key here; 'type' says what the values are, 'description' what they mean"},
    ForeignKey{port, "suggested_display_precision", "here that is 'round': round: 1"},
    ForeignKey{port, "force_update", "here that is the other way round: only_changes: true sends equal results once"},
    ForeignKey{port, "name", "here that is the port's own key; 'description' says more"},
    ForeignKey{device, "value_template", "here that is 'path' of an outport"},
    ForeignKey{device, "payload_on", "here that is part of 'map' of a port: map: {ON: true, OFF: false}"},
    ForeignKey{device, "payload_off", "here that is part of 'map' of a port: map: {ON: true, OFF: false}"},
    ForeignKey{device, "device_class", "there is no such key here; 'component' says what kind of device it is"},
    ForeignKey{device, "name", "here that is the role, the key of the participant; 'label' is what people read"},
    ForeignKey{device, "friendly_name",
               "here that is the role, the key of the participant; 'label' is what people read"},
    ForeignKey{device, "unique_id", "here that is 'id'; without it, it is the role"},
    ForeignKey{device, "entity_id", "here that is 'id'; without it, it is the role"},
    ForeignKey{device, "platform", "here that is 'component', the kind of device, or 'use' with a definition"},
    ForeignKey{device, "manufacturer", "there is no such key here; 'label' is what people read"},
    ForeignKey{device, "model", "there is no such key here; 'label' is what people read"},
    ForeignKey{broker, "server", "here that is 'url': url: mqtt://HOST:PORT"},
    ForeignKey{broker, "host", "here that is part of 'url': url: mqtt://HOST:PORT"},
    ForeignKey{broker, "port", "here that is part of 'url': url: mqtt://HOST:PORT"},
    ForeignKey{broker, "certificate", "here that is 'ca_file'"},
    ForeignKey{broker, "ca", "here that is 'ca_file'"},
};

/// `brightness_state_topic`, `temperature_command_topic`: Home Assistant has dozens of them.
std::string_view meaning_by_ending(unsigned context, std::string_view key) {
  const bool in_port = (context & port) != 0;
  if (!in_port && (context & device) == 0) return {};
  if (key.ends_with("_command_topic")) return "here that is 'topic' of an inport of its own";
  if (key.ends_with("_state_topic") || key.ends_with("_topic")) return "here that is 'topic' of an outport of its own";
  if (key.ends_with("_command_template")) return "here that is 'format' of an inport of its own";
  if (key.ends_with("_value_template") || key.ends_with("_template"))
    return "here that is 'path' of an outport of its own";
  return {};
}

}  // namespace

std::string foreign_key_hint(Context context, std::string_view key) {
  const auto bits = static_cast<unsigned>(context);
  const auto* const found = std::find_if(foreign_keys.begin(), foreign_keys.end(), [&](const ForeignKey& one) {
    return (one.contexts & bits) != 0 && one.key == key;
  });
  const std::string_view meaning = found != foreign_keys.end() ? found->meaning : meaning_by_ending(bits, key);
  return meaning.empty() ? std::string{} : "; " + std::string(meaning);
}

}  // namespace mfp::declaration
