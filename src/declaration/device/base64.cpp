#include "declaration/device/base64.hpp"

#include <cstddef>
#include <cstdint>

namespace mfp::declaration {

std::optional<std::string> decode_base64(std::string_view text) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  std::uint32_t bits = 0;
  std::size_t digits = 0;
  std::size_t padding = 0;
  for (const char letter : text) {
    if (letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r') continue;
    padding += letter == '=' ? 1 : 0;
    const std::size_t digit = letter == '=' ? 0 : letters.find(letter);
    if (digit == std::string_view::npos || (padding > 0 && letter != '=')) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    if (++digits % 4 != 0) continue;
    for (const unsigned shift : {16U, 8U, 0U}) bytes += static_cast<char>(bits >> shift & 0xFF);
  }
  if (digits % 4 != 0 || padding > 2) return std::nullopt;
  bytes.resize(bytes.size() - padding);
  return bytes;
}

}  // namespace mfp::declaration
