#pragma once

#include <cstddef>
#include <string_view>

namespace mfp::core {

/// The first control character within a string of a text that is no JSON; its size when there is none, so that what is
/// missing is the end of a string. Cost: O(text).
[[nodiscard]] std::size_t control_in_string(std::string_view text);

/// The byte at which a token, from its first one on, is no scalar of JSON; `behind` when it is one, and what stands
/// behind it is wrong.
[[nodiscard]] std::size_t wrong_byte(std::string_view token, std::size_t behind);

}  // namespace mfp::core
