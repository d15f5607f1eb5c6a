#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "core/conversion/value/direction.hpp"
#include "core/text/mark.hpp"

namespace mfp::core {

class Conversion;

/// What a definition says that comes of a payload.
struct Expectation {
  enum class Kind : std::uint8_t { bytes, nothing, error };
  Kind kind = Kind::bytes;
  std::string bytes;
};

/// A recorded payload of a port, and what comes of it.
struct Example {
  Direction direction = Direction::out;
  /// Index among the participant's `inports` or `outports`.
  std::uint32_t port = 0;
  /// The topic that it came on; the port's own unless that is a filter.
  std::string topic;
  std::string payload;
  Expectation gives;
  /// What the payload goes through: the port's own conversion, or the one that the definition makes of the example's
  /// own parameters. Null: it passes as it is.
  std::shared_ptr<const Conversion> conversion;
  /// Where it is declared: an index into the configuration's sources, and a place in that file.
  std::uint32_t file = 0;
  Mark mark;
};

/// A device that answers a command on its state: what comes on the topic of inport `command` is told on the topic of
/// outport `state`: indexes among its `inports` and `outports`.
struct DeviceEcho {
  std::uint32_t command = 0;
  std::uint32_t state = 0;
};

}  // namespace mfp::core
