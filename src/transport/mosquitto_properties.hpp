#pragma once

#include <mosquitto.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/mqtt/message.hpp"

namespace mfp::transport {

/// Properties to send; freed with the object.
class PropertyList {
 public:
  PropertyList() = default;
  PropertyList(const PropertyList&) = delete;
  PropertyList& operator=(const PropertyList&) = delete;
  ~PropertyList();

  void add(const core::MessageProperties& properties);
  void add_int16(int id, std::uint16_t value) { mosquitto_property_add_int16(&list_, id, value); }
  void add_int32(int id, std::uint32_t value) { mosquitto_property_add_int32(&list_, id, value); }
  void add_varint(int id, std::uint32_t value) { mosquitto_property_add_varint(&list_, id, value); }
  [[nodiscard]] const mosquitto_property* get() const { return list_; }

 private:
  void add_string(int id, const std::optional<std::string>& text) {
    if (text) mosquitto_property_add_string(&list_, id, text->c_str());
  }
  mosquitto_property* list_ = nullptr;
};

/// Not less than the bytes that these take in a packet.
[[nodiscard]] std::size_t encoded_size(const core::MessageProperties& properties);

/// Of a PUBLISH that came.
struct ReceivedProperties {
  /// Of the subscriptions that it came for.
  std::vector<std::uint32_t> identifiers;
  /// Those that travel along.
  std::optional<core::MessageProperties> travelling;
};

/// Reads a list into `out`, whose memory is used again.
void read_properties(const mosquitto_property* list, ReceivedProperties& out);

}  // namespace mfp::transport
