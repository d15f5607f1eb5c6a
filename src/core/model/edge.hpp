#pragma once

#include <cstdint>
#include <string>

#include "core/model/participant.hpp"
#include "core/model/port_name.hpp"

namespace mfp::core {

/// Where something of the graph is declared: which of the loaded files, and where in it.
struct DeclaredAt {
  std::uint32_t file = 0;
  Mark mark;

  friend bool operator==(const DeclaredAt&, const DeclaredAt&) = default;
};

/// An edge of the graph as a file declares it, by the names of its ports. Their queues may be known from the
/// declaration, or only once a participant of somebody else is announced.
struct Edge {
  PortName source;
  PortName target;
  DeclaredAt at;
};

/// An initial packet: sent once to the port's queue as soon as that is known.
struct InitialPacket {
  /// As it is sent: a text that is JSON by itself as it is, all else as JSON (a text in quotes).
  std::string payload;
  PortName target;
  DeclaredAt at;

  friend bool operator==(const InitialPacket&, const InitialPacket&) = default;
};

/// Who else may bind queues while the program runs (MsgFlo's router protocol).
struct RouterSettings {
  bool enabled = false;
  /// A single topic level: requests come on `/msgrouter/INSTANCE/addbinding` and so on.
  std::string instance = "default";
  /// More bindings than this are refused.
  std::uint32_t most_bindings = 100'000;
  /// Longer requests are refused, in bytes.
  std::uint32_t largest_request = 4096;

  friend bool operator==(const RouterSettings&, const RouterSettings&) = default;
};

}  // namespace mfp::core
