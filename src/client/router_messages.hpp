#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/live_participant.hpp"
#include "core/text/result.hpp"

namespace mfp::client {

/// An answer as it came. Several processes may answer one question.
struct RouterAnswer {
  std::string payload;
  /// See core::router_property.
  enum class Router : std::uint8_t { enabled, disabled };
  Router router = Router::enabled;
};

/// Whether those who answered have heard everybody, or tell of their own participants only.
enum class Reach : std::uint8_t { everybody, own };

}  // namespace mfp::client

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
[[nodiscard]] std::string bindings_json(const std::vector<LiveBinding>& bindings);

/// The bindings of all answers, each once. Errors: why the first answer cannot be used, where none can.
[[nodiscard]] core::Result<std::vector<LiveBinding>> merged_bindings(std::span<const RouterAnswer> answers);

struct ToldParticipants {
  LiveParticipants participants;
  Reach reach = Reach::own;
};

/// The participants of all answers, each role once, as told by the process that speaks for it where one does. Errors:
/// as above.
[[nodiscard]] core::Result<ToldParticipants> merged_participants(std::span<const RouterAnswer> answers);

}  // namespace mfp::client
