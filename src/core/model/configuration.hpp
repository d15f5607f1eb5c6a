#pragma once

#include <string>
#include <vector>

#include "core/model/edge.hpp"
#include "core/model/participant.hpp"
#include "core/model/request.hpp"

namespace mfp::core {

/// What the bridge runs: all that may change while it keeps its connections.
struct Configuration {
  std::vector<Participant> participants;
  /// To devices that answer only when asked.
  std::vector<Request> requests;
  std::vector<Edge> edges;
  std::vector<InitialPacket> packets;
  RouterSettings router;
  /// Names of the files that the places of edges mean.
  std::vector<std::string> files;
};

}  // namespace mfp::core
