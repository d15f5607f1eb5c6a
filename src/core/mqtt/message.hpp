#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mfp::core {

/// The properties of a PUBLISH that travel along from source to target (MQTT 5 section 3.3.2.3). Topic aliases and
/// subscription identifiers belong to one connection and do not.
struct MessageProperties {
  std::optional<std::uint8_t> payload_format;
  /// Seconds, as left by the broker that delivered the message.
  std::optional<std::uint32_t> expiry;
  std::optional<std::string> content_type;
  std::optional<std::string> response_topic;
  std::optional<std::string> correlation_data;
  /// In their order; a name may come more than once.
  std::vector<std::pair<std::string, std::string>> user;
};

/// A message as a broker delivered it. Everything is borrowed for the time of a call.
struct Message {
  std::string_view topic;
  std::string_view payload;
  std::uint8_t qos = 0;
  bool retain = false;
  /// The identifiers of the subscriptions that it is delivered for; usually one, none from a broker without them.
  std::span<const std::uint32_t> subscriptions;
  /// Null when the message has none, which is the common case.
  const MessageProperties* properties = nullptr;
};

}  // namespace mfp::core
