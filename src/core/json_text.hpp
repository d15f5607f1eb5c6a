#pragma once

#include <string>
#include <string_view>

namespace mfp::core {

/// A valid JSON text without the blanks between its parts: kept texts are equal when only their layout differs.
[[nodiscard]] std::string compact_json(std::string_view json);

/// The same with a blank after each comma and colon, for a person.
[[nodiscard]] std::string spaced_json(std::string_view json);

}  // namespace mfp::core
