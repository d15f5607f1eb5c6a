#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/model/participant.hpp"

namespace mfp::client {

enum class Speaker : std::uint8_t { ours, others };

/// A participant of the running system. A port has a `topic` only when it is relayed by the process that told of it,
/// or by the devices file.
struct LiveParticipant {
  core::Participant participant;
  /// How long ago its last announcement was.
  std::chrono::seconds seen{0};
  /// Whether this program speaks for it.
  Speaker speaker = Speaker::others;
};
using LiveParticipants = std::vector<LiveParticipant>;

/// A queue bound to another, as a router tells it. `file` is `devices.yaml:12` for an edge of the router's files, and
/// `also_bound` says that a request bound it besides.
struct LiveBinding {
  std::string source;
  std::string target;
  std::string file;
  bool also_bound = false;

  friend bool operator==(const LiveBinding&, const LiveBinding&) = default;
};

}  // namespace mfp::client
