#pragma once

#include <vector>

#include "core/model/example.hpp"
#include "declaration/device/port_list.hpp"
#include "declaration/fields/block.hpp"

namespace mfp::declaration {

/// Whose echo is read.
struct EchoOwner {
  /// With its ports.
  const core::Participant& participant;
  /// Those that are declared, with those that were left out for an error of their own.
  const DevicePorts& declared;
  /// The file that describes it. An echo of another one is inherited: there the ports may be left out that it names.
  const Document& document;
};

/// Reads `echo`. Ports that there are not, and ports without a topic, are reported.
[[nodiscard]] std::vector<core::DeviceEcho> read_echoes(const Reading& reading, const Entry& echo,
                                                        const EchoOwner& owner);

}  // namespace mfp::declaration
