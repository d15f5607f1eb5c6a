#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/graph/graph.hpp"
#include "core/json/json_document.hpp"
#include "core/text/text_problem.hpp"

namespace mfp::core {

/// A word of the FBP language: a port `IN` or `IN[2]`, a process `heater`, `heater(legacy/Heater:x=17)` or, without a
/// name, `(legacy/Heater)`.
struct FbpWord {
  TextRange at;
  std::string_view name;
  std::optional<std::uint32_t> index;
  bool has_component = false;
  std::string_view component;
  /// What stands behind the colon in the parentheses.
  std::string_view metadata;
};

/// From where something begins to where something else ends.
[[nodiscard]] constexpr TextRange span(const TextRange& from, const TextRange& to) {
  return {from.offset, to.offset + to.length - from.offset};
}

/// Takes a text of the FBP language apart, word by word. A function that gives false has set `problem()`.
/// Characters and rules: grammar/fbp.peg of the npm package fbp 1.8.
class FbpText {
 public:
  explicit FbpText(std::string_view text) : text_(text) {}

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  /// The end of the text, a line end, a comma or a comment.
  [[nodiscard]] bool at_statement_end() const;
  [[nodiscard]] bool at_word() const;
  [[nodiscard]] bool at_packet() const;
  [[nodiscard]] std::string_view since(std::size_t start) const { return text_.substr(start, at_ - start); }
  [[nodiscard]] TextRange range_since(std::size_t start) const;
  /// Whether an arrow follows the word without a blank between them.
  [[nodiscard]] bool touches_arrow(const FbpWord& word) const;

  void skip_blanks();
  bool take(std::string_view expected);
  /// A line end: LF, CR, U+2028 or U+2029.
  bool take_line_end();
  /// `# @key value` at the beginning of a line, with its line end. Nothing is taken when it is only a comment.
  bool take_annotation(std::string_view& key, std::string_view& value);
  void skip_comment();
  /// Goes on to the next line, with which reading can begin again.
  void skip_line();

  /// The blanks behind a word are left.
  bool read_word(FbpWord& word);
  /// A name of a process, with or without its component, that ends where none of its characters follows.
  bool read_process(FbpWord& word);
  /// Empty when there is none.
  std::string_view take_port_name();
  /// A text in quotes, or JSON, with the blanks and line ends behind it. `json` receives it as compact JSON.
  bool read_packet(std::string& json);

  bool fail(std::size_t offset, std::size_t length, std::string message);
  bool fail(const TextRange& at, std::string message) { return fail(at.offset, at.length, std::move(message)); }
  /// A character that cannot stand here.
  bool fail_here();
  [[nodiscard]] const TextProblem& problem() const { return problem_; }

 private:
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  [[nodiscard]] bool sees(std::string_view expected) const { return text_.substr(at_).starts_with(expected); }
  std::string_view take_name(bool (*belongs)(char));
  bool read_component(FbpWord& word);
  bool read_index(FbpWord& word);
  void skip_to_line_end();

  std::string_view text_;
  std::size_t at_ = 0;
  JsonDocument document_;
  TextProblem problem_;
};

/// What a process may be called: a letter or `_`, then letters, digits, `_` and `-`.
[[nodiscard]] bool is_fbp_process_name(std::string_view name);
/// What a port may be called: a letter or `_`, then letters, digits, `_` and `.`.
[[nodiscard]] bool is_fbp_port_name(std::string_view name);
/// What a component may be called: letters, digits, `/`, `_` and `-`.
[[nodiscard]] bool is_fbp_component(std::string_view name);
/// What a key or a value of a process's metadata may hold: letters, digits, `/` and `_`.
[[nodiscard]] bool is_fbp_metadata(std::string_view text);
/// What an annotation's key may be: letters, digits, `_` and `-`.
[[nodiscard]] bool is_fbp_annotation_key(std::string_view key);
/// What an annotation's value may be: letters, digits, `_`, `-`, `.` and blanks, not beginning with a blank.
[[nodiscard]] bool is_fbp_annotation_value(std::string_view value);

}  // namespace mfp::core
