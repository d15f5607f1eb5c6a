#pragma once

#include <nlohmann/json_fwd.hpp>

#include "declaration/fields/field_table.hpp"

namespace mfp::declaration {

/// What the JSON schema says of a key's value: its shape by the row's type, its bounds, its meaning and an example.
[[nodiscard]] nlohmann::ordered_json schema_property(const Field& field);

}  // namespace mfp::declaration
