#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mfp::core {

/// Bytes as base64 (RFC 4648 section 4), with padding and without line ends. Cost: O(bytes).
[[nodiscard]] std::string to_base64(std::string_view bytes);

/// The bytes that base64 stands for; blanks and line ends are skipped. Nothing when it is no base64. Cost: O(text).
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

}  // namespace mfp::core
