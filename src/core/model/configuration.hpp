#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/model/broker_settings.hpp"
#include "core/model/edge.hpp"
#include "core/model/participant.hpp"

namespace mfp::core {

/// All that the files declare together, checked: one set of participants at one broker. Immutable once it is made; what
/// changes is a new one.
struct Configuration {
  /// Nothing when no file names one.
  std::optional<BrokerSettings> broker;
  /// The file that names it, the first of several.
  std::string broker_file;
  /// Those without an error, in the order of the files. The marks of a participant and of its ports are places in
  /// `sources[participant.file]`; where the ports come from a definition by `use:`, they all are the participant's.
  std::vector<Participant> participants;
  /// The graph's edges and initial packets, in the order of the files. What they name of our participants is there;
  /// all other roles are those of strangers. Equal edges are given once.
  std::vector<Edge> edges;
  std::vector<InitialPacket> initial_packets;
  RouterSettings router;
  /// All files that were read, definitions and graphs too.
  std::vector<std::string> sources;
};

using ConfigurationPtr = std::shared_ptr<const Configuration>;

}  // namespace mfp::core
