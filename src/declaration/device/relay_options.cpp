#include "declaration/device/relay_options.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <string>
#include <utility>

#include "core/text/text.hpp"
#include "declaration/fields/typed_reader.hpp"

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

/// What somebody meant who took `retain` for a switch.
std::optional<std::string_view> meant_retain(std::string_view text) {
  constexpr std::array<std::string_view, 5> off{"no", "off", "false", "0", "none"};
  constexpr std::array<std::string_view, 4> on{"yes", "on", "true", "1"};
  const std::string word = lower(text);
  if (std::find(off.begin(), off.end(), word) != off.end()) return "never";
  if (std::find(on.begin(), on.end(), word) != on.end()) return "always";
  return std::nullopt;
}

}  // namespace

std::optional<std::uint8_t> read_qos(const Reading& reading, const Block::Item& item, const Subject& subject) {
  const Entry& entry = item.entry;
  const std::span<const std::string_view> levels = item.field->words;
  const std::string_view text = entry.value.text();
  const bool scalar = entry.value.kind() == Kind::scalar;
  const bool level = scalar && std::find(levels.begin(), levels.end(), text) != levels.end();
  if (level && scalar_type(entry.value) == ScalarType::integer) return static_cast<std::uint8_t>(text.front() - '0');
  std::string message = name_of(entry, subject) + " takes " + alternatives(levels);
  if (level) {
    message += ", without quotes";
  } else {
    message += scalar ? ", not " + with_quotes(text) : but_is(entry.value);
  }
  reading.report.error(entry.key.document(), entry.value_range(), std::move(message));
  return std::nullopt;
}

std::optional<RetainPolicy> read_retain(const Reading& reading, const Block::Item& item, const Subject& subject) {
  const auto word = read_word(reading, item, subject, meant_retain(item.entry.value.text()));
  if (!word) return std::nullopt;
  const auto found =
      std::find_if(retain_words.begin(), retain_words.end(), [&](const auto& known) { return known.first == *word; });
  assert(found != retain_words.end());
  return found->second;
}

}  // namespace mfp::declaration
