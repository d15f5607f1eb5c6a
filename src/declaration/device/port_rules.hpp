#pragma once

#include <optional>
#include <string>

#include "core/model/participant.hpp"
#include "declaration/fields/block.hpp"

namespace mfp::declaration {

/// The port whose topics are checked.
struct Rules {
  const Reading& reading;
  const Subject& subject;
  core::Direction direction;
};

/// What `entry` says with all put in. The device's topic: of an inport one exact topic, of an outport a filter, and
/// none of MsgFlo's own. Nothing, and a report, when it is not valid.
[[nodiscard]] std::optional<core::TopicFilter> checked_topic(const Rules& rules, const std::string& text,
                                                             const Entry& entry);

/// A declared queue: one exact topic, and none of MsgFlo's own. Reported when it is not valid.
[[nodiscard]] std::string checked_queue(const Rules& rules, const std::string& text, const Entry& entry);

/// The queue made from the role and the port, which may hold what topics cannot. Reported at the role when that is the
/// cause, else at the port's name `at`.
[[nodiscard]] std::string default_queue(const Rules& rules, const std::string& id, const Value& at);

}  // namespace mfp::declaration
