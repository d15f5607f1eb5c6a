#pragma once

#include <string>
#include <string_view>

#include "declaration/fields/field_table.hpp"

namespace mfp::declaration {

/// What a key of Home Assistant, Zigbee2MQTT or the like is here, as the end of a message about an unknown key:
/// `; here that is 'topic' of an outport`. Empty for all that is no such key, and where the
/// context has nothing like it.
[[nodiscard]] std::string foreign_key_hint(Context context, std::string_view key);

}  // namespace mfp::declaration
