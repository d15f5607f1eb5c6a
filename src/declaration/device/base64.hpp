#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mfp::declaration {

/// The bytes that `!!binary` text stands for (RFC 4648 section 4); blanks and line ends are skipped. Nothing when
/// it is no base64.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

}  // namespace mfp::declaration
