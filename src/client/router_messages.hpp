#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/live_participant.hpp"
#include "core/text/result.hpp"

// What is said on `/msgrouter/INSTANCE/…` (MsgFlo's router protocol, with our own `listparticipants`).
namespace mfp::client {

/// Why a router refused: the `error` of its answer. Nothing when the answer is no refusal.
[[nodiscard]] std::optional<std::string> refusal(std::string_view answer);

/// The answer to listbindings. Elements without two queues are left out. Errors: no JSON, no array.
[[nodiscard]] core::Result<std::vector<LiveBinding>> read_bindings(std::string_view answer);

/// The answer to listparticipants. Elements without a role, and ports without an id or a queue that is a topic, are
/// left out. Errors: no JSON, no array.
[[nodiscard]] core::Result<LiveParticipants> read_participants(std::string_view answer);

/// The same as JSON, as a router would answer.
[[nodiscard]] std::string participants_json(const LiveParticipants& participants);

}  // namespace mfp::client
