#pragma once

#include <optional>
#include <string>

#include "core/participant.hpp"
#include "declaration/block.hpp"

namespace mfp::declaration {

/// The port whose topics are checked.
struct Rules {
  const Reading& reading;
  const Subject& subject;
  core::Direction direction;
};

/// The device's topic: of an inport one exact topic, of an outport a filter, and none of MsgFlo's own.
/// Nothing, and a report at `at`, when it is not valid.
[[nodiscard]] std::optional<core::TopicFilter> checked_topic(const Rules& rules, const std::string& text,
                                                             const Value& at);

/// A declared queue: one exact topic, and none of MsgFlo's own. Reported at `at` when it is not valid.
[[nodiscard]] std::string checked_queue(const Rules& rules, const std::string& text, const Value& at);

/// The same for a queue made from role and port, which may hold what topics cannot.
void check_default_queue(const Rules& rules, const std::string& text, const Value& at);

}  // namespace mfp::declaration
