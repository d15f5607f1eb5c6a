#pragma once

#include <string>
#include <string_view>

#include "core/participant.hpp"

namespace mfp::core {

/// The topic of MsgFlo's discovery messages: QoS 0, not retained.
inline constexpr std::string_view discovery_topic = "fbp";

/// The discovery message for one participant, as one line of JSON:
/// `{"protocol":"discovery","command":"participant","payload":{…}}` (MsgFlo protocol, discovery).
[[nodiscard]] std::string announcement(const Participant& participant);

}  // namespace mfp::core
