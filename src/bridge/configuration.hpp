#pragma once

#include <string>
#include <vector>

#include "core/edge.hpp"
#include "core/participant.hpp"
#include "core/request.hpp"

namespace mfp::bridge {

/// What the bridge runs: all that may change while it keeps its connections.
struct Configuration {
  std::vector<core::Participant> participants;
  /// To devices that answer only when asked.
  std::vector<core::Request> requests;
  std::vector<core::Edge> edges;
  std::vector<core::InitialPacket> packets;
  core::RouterSettings router;
  /// Names of the files that the places of edges mean.
  std::vector<std::string> files;
};

}  // namespace mfp::bridge
