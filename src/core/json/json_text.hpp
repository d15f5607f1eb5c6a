#pragma once

#include <string>
#include <string_view>

namespace mfp::core {

/// A valid JSON text with U+007F to U+009F, which a terminal obeys, as escapes.
[[nodiscard]] std::string escaped_controls(std::string_view json);

/// A valid JSON text without the blanks between its parts: kept texts are equal when only their layout differs.
/// Controls are escaped as above.
[[nodiscard]] std::string compact_json(std::string_view json);

/// The same with a blank after each comma and colon, for a person.
[[nodiscard]] std::string spaced_json(std::string_view json);

}  // namespace mfp::core
