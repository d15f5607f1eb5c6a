#pragma once

#include <string>
#include <string_view>

namespace mfp::core {

/// The text with `*` for each character of a password: what stands between `:` and `@` in something like an address, as
/// in `mqtt://user:secret@host`, also where that is malformed; and the value of a key `password`. All else keeps its
/// place, so that a caret still points at its word. For every text that a person may have written an address into.
[[nodiscard]] std::string without_passwords(std::string_view text);

}  // namespace mfp::core
