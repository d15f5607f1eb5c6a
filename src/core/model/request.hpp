#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "core/mqtt/topic.hpp"

namespace mfp::core {

/// A message of our own to a device that answers only when asked.
struct Request {
  /// Index of the participant that it belongs to.
  std::uint32_t participant = 0;
  TopicName topic;
  std::string payload;
  /// Nothing: once after each connect (`at: start`). Otherwise then too, and again each time this has passed.
  std::optional<std::chrono::seconds> every;

  friend bool operator==(const Request&, const Request&) = default;
};

}  // namespace mfp::core
