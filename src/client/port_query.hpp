#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "client/live_participant.hpp"

namespace mfp::client {

/// A port that a person names on the command line, as ROLE.PORT.
struct PortQuery {
  std::string word;
  core::Direction direction = core::Direction::in;
  /// What to say when it is a port of the other direction: `bind takes an outport first`.
  std::string_view rule;
  /// What else to do when nobody of that name is announced: `; …`, or empty.
  std::string_view way_out;
};

/// Points into the participants that were searched.
struct FoundPort {
  const core::Participant* participant;
  const core::Port* port;
};

/// Why a query cannot be met, as a sentence. `open`: a participant that is still to be announced may meet it.
struct PortProblem {
  enum class Kind : std::uint8_t { open, final };
  Kind kind = Kind::final;
  std::string message;
};

/// The role is the longest known one that the word begins with, as roles may hold dots; the port is found by
/// core::find_port. Upper and lower case of ports do not count.
[[nodiscard]] tl::expected<FoundPort, PortProblem> find_port(const LiveParticipants& known, const PortQuery& query);

}  // namespace mfp::client
