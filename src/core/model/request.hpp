#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "core/mqtt/topic.hpp"

namespace mfp::core {

/// A message of our own to a device that answers only when asked.
struct Request {
  TopicName topic;
  std::string payload;
  /// Nothing: once after each connect (`at: start`). Otherwise then too, and again each time this has passed.
  std::optional<std::chrono::seconds> every;

  friend bool operator==(const Request&, const Request&) = default;
};

}  // namespace mfp::core
