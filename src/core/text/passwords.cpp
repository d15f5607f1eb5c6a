#include "core/text/passwords.hpp"

#include <algorithm>

namespace mfp::core {

namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view password_key = "password";

/// Bytes that continue a character of UTF-8 are dropped, so that each character becomes one `*`.
std::string masked(std::string_view secret) {
  const auto begins_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  return std::string(static_cast<std::size_t>(std::count_if(secret.begin(), secret.end(), begins_character)), '*');
}

bool is_number(std::string_view text) { return text.find_first_not_of("0123456789") == std::string_view::npos; }

/// A text of which `begin` is where a user's name may begin. A password may hold any of `:/@` and blanks, so it goes
/// from the first colon to the last `@`. In an address without `@`, what should be a port may be one.
std::string without_userinfo(std::string_view text, std::size_t begin, std::size_t end) {
  const std::size_t colon = text.find(':', begin);
  if (colon >= end) return std::string(text);
  return std::string(text.substr(0, colon + 1)) + masked(text.substr(colon + 1, end - colon - 1)) +
         std::string(text.substr(end));
}

std::string without_userinfo(std::string_view word) {
  const std::size_t at = word.rfind('@');
  return at == std::string_view::npos ? std::string(word) : without_userinfo(word, 0, at);
}

/// Where the user's name of an address may begin; nothing when the line has none.
std::size_t after_scheme(std::string_view line) {
  const std::size_t scheme = line.find("mqtt");
  if (scheme == std::string_view::npos) return scheme;
  std::size_t end = scheme + std::string_view("mqtt").size();
  if (line.substr(end).starts_with('s')) ++end;
  if (!line.substr(end).starts_with(':') && !line.substr(end).starts_with("//")) return std::string_view::npos;
  return std::min(line.find_first_not_of(":/", end), line.size());
}

/// `line` has an address in it whose user's name may begin at `begin`.
std::string without_address_password(std::string_view line, std::size_t begin) {
  const std::size_t at = line.rfind('@');
  if (at != std::string_view::npos && at > begin) return without_userinfo(line, begin, at);
  const std::size_t end = std::min(line.find_first_of(" \t'\",}", begin), line.size());
  if (line.substr(begin).starts_with('[')) begin = std::min(line.find(']', begin), end);
  const std::size_t colon = line.find(':', begin);
  if (colon >= end || is_number(line.substr(colon + 1, end - colon - 1))) return std::string(line);
  return without_userinfo(line, begin, end);
}

/// Whether the word is the key `password` with its colon, in quotes or behind a brace or not.
bool is_password_key(std::string_view word) {
  if (!word.ends_with(':')) return false;
  word.remove_suffix(1);
  const std::size_t first = word.find_first_not_of("{\"',");
  const std::size_t last = word.find_last_not_of("\"'");
  return first != std::string_view::npos && word.substr(first, last + 1 - first) == password_key;
}

}  // namespace

std::string without_passwords(std::string_view text) {
  if (const std::size_t begin = after_scheme(text); begin != std::string_view::npos) {
    return without_address_password(text, begin);
  }
  std::string out;
  bool is_secret = false;
  while (!text.empty()) {
    const std::size_t begin = std::min(text.find_first_not_of(blanks), text.size());
    out += text.substr(0, begin);
    text.remove_prefix(begin);
    const std::size_t end = std::min(text.find_first_of(blanks), text.size());
    const std::string_view word = text.substr(0, end);
    out += is_secret ? masked(word) : without_userinfo(word);
    if (!word.empty()) is_secret = is_password_key(word);
    text.remove_prefix(end);
  }
  return out;
}

}  // namespace mfp::core
