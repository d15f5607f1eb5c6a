#include "declaration/device/relay_options.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "core/text/suggestion.hpp"
#include "core/text/text.hpp"
#include "declaration/yaml/scalar.hpp"

namespace mfp::declaration {

namespace {

using core::RetainPolicy;

constexpr std::array<std::pair<std::string_view, RetainPolicy>, 3> retain_words{
    {{"keep", RetainPolicy::keep}, {"never", RetainPolicy::never}, {"always", RetainPolicy::always}}};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), core::lower);
  return out;
}

/// What somebody meant who took `retain` for a switch, or mistyped its word.
std::optional<std::string_view> meant_retain(std::string_view text) {
  constexpr std::array<std::string_view, 5> off{"no", "off", "false", "0", "none"};
  constexpr std::array<std::string_view, 4> on{"yes", "on", "true", "1"};
  const std::string word = lower(text);
  if (std::find(off.begin(), off.end(), word) != off.end()) return "never";
  if (std::find(on.begin(), on.end(), word) != on.end()) return "always";
  constexpr std::array<std::string_view, 3> words{"keep", "never", "always"};
  return core::nearest(text, words);
}

}  // namespace

std::optional<std::uint8_t> read_qos(const Reading& reading, const Entry& entry, const Subject& subject) {
  const std::string_view text = entry.value.text();
  const bool scalar = entry.value.kind() == Kind::scalar;
  const bool level = scalar && (text == "0" || text == "1" || text == "2");
  if (level && scalar_type(entry.value) == ScalarType::integer) return static_cast<std::uint8_t>(text.front() - '0');
  std::string message = "'qos' of " + subject.text() + " takes 0, 1 or 2";
  if (level) {
    message += ", without quotes";
  } else {
    message += scalar ? ", not " + with_quotes(text) : but_is(entry.value);
  }
  reading.report.error(entry.key.document(), entry.value_range(), std::move(message));
  return std::nullopt;
}

std::optional<RetainPolicy> read_retain(const Reading& reading, const Entry& entry, const Subject& subject) {
  const std::string_view text = entry.value.text();
  const bool scalar = entry.value.kind() == Kind::scalar;
  for (const auto& [word, policy] : retain_words) {
    if (scalar && text == word) return policy;
  }
  std::string message = "'retain' of " + subject.text() + " takes keep, never or always";
  message += scalar ? ", not " + with_quotes(text) : but_is(entry.value);
  if (const auto meant = scalar ? meant_retain(text) : std::nullopt) {
    message += "; did you mean '" + std::string(*meant) + "'?";
  }
  reading.report.error(entry.key.document(), entry.value_range(), std::move(message));
  return std::nullopt;
}

}  // namespace mfp::declaration
