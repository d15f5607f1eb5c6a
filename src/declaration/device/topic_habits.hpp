#pragma once

#include <string_view>

#include "declaration/device/port_rules.hpp"

namespace mfp::declaration {

/// Warns of a topic or queue that MQTT allows but hardly any device has: blanks around it, a `/` at its end, `//`, and
/// invisible characters. `name` is what messages call it, `text` what `entry` says with all put in. Where a parameter
/// brings it along, it is told where that is given, once for all topics.
void warn_of_odd_topic(const Rules& rules, const std::string& name, std::string_view text, const Entry& entry);

}  // namespace mfp::declaration
