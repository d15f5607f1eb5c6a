#include "core/mqtt/topic.hpp"

#include <algorithm>
#include <optional>

#include "core/text/text.hpp"

namespace mfp::core {

namespace {

/// Characters that MQTT 5 section 1.5.4 forbids (U+0000) or lets a receiver refuse, as libmosquitto does.
bool forbidden(char32_t character) {
  const bool control = character < 0x20 || (character >= 0x7F && character <= 0x9F);
  const bool no_character = (character >= 0xFDD0 && character <= 0xFDEF) || (character & 0xFFFE) == 0xFFFE;
  return control || no_character;
}

std::optional<Error> check_characters(std::string_view text) {
  for (std::size_t position = 0; position < text.size();) {
    const auto character = next_character(text, position);
    if (!character) return Error{"is not UTF-8"};
    if (forbidden(*character)) return Error{"holds the character " + code_point(*character) + ", which MQTT forbids"};
  }
  return std::nullopt;
}

std::optional<Error> check_common(std::string_view text) {
  if (text.empty()) return Error{"is empty"};
  if (text.size() > longest_topic) {
    return Error{"has " + with_thousands(text.size()) + " bytes; MQTT allows 65,535"};
  }
  if (text.front() == '$') return Error{"begins with `$`; such topics belong to the broker"};
  const auto levels = static_cast<std::size_t>(std::count(text.begin(), text.end(), '/')) + 1;
  if (levels > most_topic_levels) {
    return Error{"has " + with_thousands(levels) + " levels; brokers allow " + std::to_string(most_topic_levels)};
  }
  return check_characters(text);
}

/// Calls `visit(level, is_last)` for each level until it returns an error.
template <class Visit>
std::optional<Error> for_each_level(std::string_view text, Visit visit) {
  for (std::size_t start = 0;;) {
    const std::size_t slash = text.find('/', start);
    const bool last = slash == std::string_view::npos;
    if (auto error = visit(text.substr(start, last ? slash : slash - start), last)) return error;
    if (last) return std::nullopt;
    start = slash + 1;
  }
}

std::optional<Error> check_wildcards(std::string_view text) {
  return for_each_level(text, [](std::string_view level, bool last) -> std::optional<Error> {
    if (level.find('#') != std::string_view::npos && (level != "#" || !last)) {
      return Error{"has a `#` that is not alone in the last level"};
    }
    if (level.find('+') != std::string_view::npos && level != "+") {
      return Error{"has a `+` that does not fill its level"};
    }
    return std::nullopt;
  });
}

}  // namespace

Result<TopicName> TopicName::parse(std::string_view text) {
  if (auto error = check_common(text)) return tl::unexpected(*std::move(error));
  if (has_wildcard(text)) {
    return fail("has a wildcard (`+` or `#`), but one exact topic is needed here");
  }
  return TopicName{std::string(text)};
}

Result<TopicFilter> TopicFilter::parse(std::string_view text) {
  if (auto error = check_common(text)) return tl::unexpected(*std::move(error));
  if (auto error = check_wildcards(text)) return tl::unexpected(*std::move(error));
  return TopicFilter{std::string(text)};
}

bool TopicFilter::matches(std::string_view topic) const {
  const std::string_view filter = text_;
  std::size_t f = 0;
  std::size_t t = 0;
  while (f < filter.size()) {
    // `a/#` also stands for `a` itself (MQTT 5 section 4.7.1.2).
    if (filter[f] == '#') return true;
    if (filter[f] == '+') {
      t = std::min(topic.find('/', t), topic.size());
      ++f;
    } else if (t < topic.size() && filter[f] == topic[t]) {
      ++f;
      ++t;
    } else {
      return t == topic.size() && filter.substr(f) == "/#";
    }
  }
  return t == topic.size();
}

}  // namespace mfp::core
