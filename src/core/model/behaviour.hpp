#pragma once

#include <vector>

#include "core/model/example.hpp"
#include "core/model/request.hpp"

namespace mfp::core {

/// What is declared of a device beside its ports.
struct Behaviour {
  /// To devices that answer only when asked.
  std::vector<Request> requests;
  /// Recorded payloads, where somebody wants them: they are checked in any case.
  std::vector<Example> examples;
  /// How the device answers commands, for whoever plays it.
  std::vector<DeviceEcho> echoes;
};

}  // namespace mfp::core
