#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/text/result.hpp"

namespace mfp::core {

/// MQTT 5 section 1.5.4: a string's length is a two-byte integer.
inline constexpr std::size_t longest_topic = 65535;
/// Mosquitto refuses topics deeper than this and drops the connection; other brokers have similar limits.
inline constexpr std::size_t most_topic_levels = 200;

/// Whether a text that is a topic or a filter is a filter for more than one topic.
[[nodiscard]] inline bool has_wildcard(std::string_view filter) {
  return filter.find_first_of("+#") != std::string_view::npos;
}

/// A topic to publish to (MQTT 5 section 4.7): not empty, UTF-8 without control characters and U+0000, no wildcard,
/// at most 65,535 bytes and 200 levels, and not one of the broker's own, which begin with `$`.
class TopicName {
 public:
  [[nodiscard]] static Result<TopicName> parse(std::string_view text);
  [[nodiscard]] const std::string& text() const { return text_; }

  friend bool operator==(const TopicName&, const TopicName&) = default;

 private:
  explicit TopicName(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// A filter to subscribe to (MQTT 5 section 4.7.1): as TopicName, and `+` may stand for a whole level, `#` for all
/// levels at the end. Shared subscriptions (`$share/…`) are refused like all that begins with `$`.
class TopicFilter {
 public:
  [[nodiscard]] static Result<TopicFilter> parse(std::string_view text);
  [[nodiscard]] const std::string& text() const { return text_; }
  /// Cost: O(length of the topic); one comparison when the filter has no wildcard.
  [[nodiscard]] bool matches(std::string_view topic) const;

  friend bool operator==(const TopicFilter&, const TopicFilter&) = default;

 private:
  explicit TopicFilter(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace mfp::core
