#include "core/text/base64.hpp"

#include <cstddef>
#include <cstdint>

namespace mfp::core {

namespace {

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string to_base64(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t at) -> std::uint32_t {
      return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
    };
    const std::uint32_t group = (byte(i) << 16U) | (byte(i + 1) << 8U) | byte(i + 2);
    text += letters[group >> 18U];
    text += letters[(group >> 12U) & 63U];
    text += i + 1 < bytes.size() ? letters[(group >> 6U) & 63U] : '=';
    text += i + 2 < bytes.size() ? letters[group & 63U] : '=';
  }
  return text;
}

std::optional<std::string> decode_base64(std::string_view text) {
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
  bytes.erase(bytes.size() - padding);
  return bytes;
}

}  // namespace mfp::core
