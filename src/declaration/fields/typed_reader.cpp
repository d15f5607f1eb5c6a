#include "declaration/fields/typed_reader.hpp"

#include <algorithm>
#include <charconv>

#include "core/text/suggestion.hpp"
#include "declaration/fields/decimal_comma.hpp"

namespace mfp::declaration {

namespace {

void refuse(const Reading& reading, const Entry& entry, const Subject& subject, const std::string& message) {
  reading.report.error(entry.key.document(), entry.value_range(), name_of(entry, subject) + ' ' + message);
}

}  // namespace

bool expect_scalar(const Reading& reading, const Entry& entry, const Subject& subject,
                   std::initializer_list<ScalarType> types, const std::string& what) {
  const bool scalar = entry.value.kind() == Kind::scalar;
  const auto is_one = [&](ScalarType type) { return std::find(types.begin(), types.end(), type) != types.end(); };
  if (scalar && is_one(scalar_type(entry.value))) return true;
  const bool in_quotes =
      scalar && scalar_type(entry.value) == ScalarType::text && is_one(plain_type(entry.value.text()));
  std::string message = "takes " + what;
  if (in_quotes) {
    message += ", without quotes";
  } else {
    message += scalar ? ", not " + with_quotes(entry.value.text()) + decimal_comma_hint(entry.value.text())
                      : but_is(entry.value);
  }
  refuse(reading, entry, subject, message);
  return false;
}

bool read_flag(const Reading& reading, const Entry& entry, const Subject& subject) {
  if (!expect_scalar(reading, entry, subject, {ScalarType::boolean}, "true or false")) return false;
  return scalar_to_json(entry.value).value_or("") == "true";
}

std::optional<std::uint32_t> read_whole_number(const Reading& reading, const Block::Item& item,
                                               const Subject& subject) {
  const Entry& entry = item.entry;
  const Limits& limits = item.field->limits;
  std::string what(limits.before);
  what += std::to_string(limits.least) + " to " + std::to_string(limits.most);
  what += limits.after;
  if (!expect_scalar(reading, entry, subject, {ScalarType::integer}, what)) return std::nullopt;
  const std::string_view text = entry.value.text();
  std::uint32_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = failure == std::errc{} && end == text.data() + text.size();
  if (whole && value >= limits.least && value <= limits.most) return value;
  refuse(reading, entry, subject, "takes " + what + ", not " + with_quotes(text));
  return std::nullopt;
}

std::optional<std::string_view> read_word(const Reading& reading, const Block::Item& item, const Subject& subject,
                                          std::optional<std::string_view> meant) {
  const Entry& entry = item.entry;
  const std::span<const std::string_view> words = item.field->words;
  const bool is_scalar = entry.value.kind() == Kind::scalar;
  const std::string_view text = entry.value.text();
  const auto found = std::find(words.begin(), words.end(), text);
  if (is_scalar && found != words.end()) return *found;
  std::string message = "takes " + alternatives(words);
  message += is_scalar ? ", not " + with_quotes(text) : but_is(entry.value);
  if (is_scalar && !meant) meant = core::nearest(text, words);
  if (meant) message += "; did you mean '" + std::string(*meant) + "'?";
  refuse(reading, entry, subject, message);
  return std::nullopt;
}

std::string alternatives(std::span<const std::string_view> words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

}  // namespace mfp::declaration
