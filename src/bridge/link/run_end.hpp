#pragma once

#include <cstdint>
#include <string>

#include "transport/mqtt_client.hpp"

namespace mfp::bridge {

/// How a run ended, when not by a signal.
struct RunEnd {
  enum class Kind : std::uint8_t {
    done,
    credentials_refused,
    taken_over,
    no_mqtt5,
    router_taken,
    /// What was kept of a former run is there, and cannot be read.
    state_unreadable
  };
  Kind kind = Kind::done;
  /// For a person; empty when done.
  std::string text;
};

/// What the end of a connection means for the run: `done` where it is worth another try.
[[nodiscard]] RunEnd end_of_run(const transport::ConnectionEnd& end, const std::string& broker,
                                const std::string& client_id);

/// Another process uses the client id; `other` says which.
[[nodiscard]] RunEnd client_id_taken_end(const std::string& client_id, const std::string& other);

}  // namespace mfp::bridge
