#include "transport/mosquitto_properties.hpp"

#include <mqtt_protocol.h>

#include <cstdlib>
#include <memory>
#include <utility>

namespace mfp::transport {

namespace {

struct Freed {
  // The library allocates with malloc and leaves the rest to its caller.
  // NOLINTNEXTLINE(cppcoreguidelines-no-malloc,cppcoreguidelines-owning-memory)
  void operator()(char* text) const { std::free(text); }
};
using CText = std::unique_ptr<char, Freed>;

std::optional<std::string> read_text(const mosquitto_property* property, int id) {
  char* text = nullptr;
  mosquitto_property_read_string(property, id, &text, false);
  const CText owner(text);
  return std::string(text == nullptr ? "" : text);
}

std::pair<std::string, std::string> read_pair(const mosquitto_property* property) {
  char* name = nullptr;
  char* value = nullptr;
  mosquitto_property_read_string_pair(property, MQTT_PROP_USER_PROPERTY, &name, &value, false);
  const CText name_owner(name);
  const CText value_owner(value);
  return {name == nullptr ? "" : name, value == nullptr ? "" : value};
}

std::string read_bytes(const mosquitto_property* property) {
  void* bytes = nullptr;
  std::uint16_t size = 0;
  mosquitto_property_read_binary(property, MQTT_PROP_CORRELATION_DATA, &bytes, &size, false);
  const CText owner(static_cast<char*>(bytes));
  return bytes == nullptr ? std::string() : std::string(owner.get(), size);
}

/// Reads one property that travels along into `out`; all others are skipped.
void read_property(const mosquitto_property* property, core::MessageProperties& out) {
  std::uint8_t byte = 0;
  std::uint32_t number = 0;
  switch (const int id = mosquitto_property_identifier(property)) {
    case MQTT_PROP_PAYLOAD_FORMAT_INDICATOR:
      mosquitto_property_read_byte(property, id, &byte, false);
      out.payload_format = byte;
      break;
    case MQTT_PROP_MESSAGE_EXPIRY_INTERVAL:
      mosquitto_property_read_int32(property, id, &number, false);
      out.expiry = number;
      break;
    case MQTT_PROP_CONTENT_TYPE:
      out.content_type = read_text(property, id);
      break;
    case MQTT_PROP_RESPONSE_TOPIC:
      out.response_topic = read_text(property, id);
      break;
    case MQTT_PROP_CORRELATION_DATA:
      out.correlation_data = read_bytes(property);
      break;
    case MQTT_PROP_USER_PROPERTY:
      out.user.push_back(read_pair(property));
      break;
    default:
      break;
  }
}

}  // namespace

PropertyList::~PropertyList() { mosquitto_property_free_all(&list_); }

void PropertyList::add(const core::MessageProperties& properties) {
  if (properties.payload_format) {
    mosquitto_property_add_byte(&list_, MQTT_PROP_PAYLOAD_FORMAT_INDICATOR, *properties.payload_format);
  }
  if (properties.expiry) add_int32(MQTT_PROP_MESSAGE_EXPIRY_INTERVAL, *properties.expiry);
  add_string(MQTT_PROP_CONTENT_TYPE, properties.content_type);
  add_string(MQTT_PROP_RESPONSE_TOPIC, properties.response_topic);
  if (const auto& data = properties.correlation_data) {
    mosquitto_property_add_binary(&list_, MQTT_PROP_CORRELATION_DATA, data->data(),
                                  static_cast<std::uint16_t>(data->size()));
  }
  for (const auto& [name, value] : properties.user) {
    mosquitto_property_add_string_pair(&list_, MQTT_PROP_USER_PROPERTY, name.c_str(), value.c_str());
  }
}

std::size_t encoded_size(const core::MessageProperties& properties) {
  constexpr std::size_t around_each = 5;
  std::size_t size = 0;
  for (const auto* text : {&properties.content_type, &properties.response_topic, &properties.correlation_data}) {
    if (*text) size += around_each + (*text)->size();
  }
  for (const auto& [name, value] : properties.user) size += around_each + name.size() + value.size();
  return size;
}

void read_properties(const mosquitto_property* list, ReceivedProperties& out) {
  out.identifiers.clear();
  out.travelling.reset();
  for (; list != nullptr; list = mosquitto_property_next(list)) {
    if (mosquitto_property_identifier(list) == MQTT_PROP_SUBSCRIPTION_IDENTIFIER) {
      std::uint32_t identifier = 0;
      mosquitto_property_read_varint(list, MQTT_PROP_SUBSCRIPTION_IDENTIFIER, &identifier, false);
      out.identifiers.push_back(identifier);
      continue;
    }
    core::MessageProperties& target = out.travelling ? *out.travelling : out.travelling.emplace();
    read_property(list, target);
  }
}

}  // namespace mfp::transport
