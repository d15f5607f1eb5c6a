#pragma once

#include <string>
#include <string_view>

#include "core/model/participant.hpp"
#include "core/text/result.hpp"

namespace mfp::core {

/// The topic of MsgFlo's discovery messages: QoS 0, not retained.
inline constexpr std::string_view discovery_topic = "fbp";

/// The discovery message for one participant, as one line of JSON:
/// `{"protocol":"discovery","command":"participant","payload":{…}}` (MsgFlo protocol, discovery).
[[nodiscard]] std::string announcement(const Participant& participant);

/// The participant that a discovery message of somebody else announces. `component`, label and icon are read, of ports
/// id, queue and type; a port without a queue has MsgFlo's default one, and one whose queue is no topic, or
/// is_reserved, is left out. Errors: more than 1 MiB, no JSON, no discovery message, no role; texts over 1,000 bytes;
/// over 1,000 ports.
[[nodiscard]] Result<Participant> read_announcement(std::string_view message);

}  // namespace mfp::core
