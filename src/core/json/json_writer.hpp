#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mfp::core {

/// The one writer of JSON: appends to a text, value after value, and puts the commas and colons between them. What is
/// written is JSON when each begin has its end, and each member of an object its key. Texts are UTF-8.
/// Cost: O(what is written); no memory of its own.
class JsonWriter {
 public:
  /// `spaced` is for a person: a blank after each comma and colon, also within JSON that is passed on, and as escapes
  /// the control characters that a terminal obeys.
  enum class Layout : std::uint8_t { compact, spaced };

  /// `out` must outlive it.
  explicit JsonWriter(std::string& out, Layout layout = Layout::compact) : out_(out), layout_(layout) {}

  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }

  /// The name of a member, whose value comes next.
  void key(std::string_view name);
  /// A value that is a text.
  void text(std::string_view text);
  /// A value that is JSON already.
  void json(std::string_view json);
  /// A value that somebody else appends to the same text next.
  void begin_value();
  /// What comes next, be it a bracket that closes, begins a line. `indentation` must live until then.
  void new_line(std::string_view indentation = {}) { new_line_ = indentation; }

  /// A member that is a text.
  void add(std::string_view name, std::string_view value);
  /// A member whose value is JSON already.
  void add_json(std::string_view name, std::string_view value);

 private:
  void begin(char bracket);
  void end(char bracket);
  void break_line();

  std::string& out_;
  Layout layout_;
  /// Whether a comma has to come before what comes next.
  bool follows_value_ = false;
  std::optional<std::string_view> new_line_;
};

/// A text as JSON, in quotes.
[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace mfp::core
