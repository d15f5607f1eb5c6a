#include "core/graph/fbp_words.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/graph/fbp_data.hpp"
#include "core/text/invisible_character.hpp"
#include "core/text/text.hpp"

namespace mfp::core {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool begins_name(char c) { return (lower(c) >= 'a' && lower(c) <= 'z') || c == '_'; }
bool is_plain(char c) { return begins_name(c) || is_digit(c); }
bool is_of_process(char c) { return is_plain(c) || c == '-'; }
bool is_of_port(char c) { return is_plain(c) || c == '.'; }
bool is_of_word(char c) { return is_of_process(c) || c == '.'; }
bool is_of_component(char c) { return is_of_process(c) || c == '/'; }
bool is_of_metadata(char c) { return is_plain(c) || c == '/'; }
bool is_of_metadata_list(char c) { return is_of_metadata(c) || c == '=' || c == ','; }
bool is_of_annotation(char c) { return is_of_word(c) || c == ' '; }

bool all(std::string_view text, bool (*belongs)(char)) { return std::all_of(text.begin(), text.end(), belongs); }

constexpr std::string_view line_separator = "\xE2\x80\xA8";
constexpr std::string_view paragraph_separator = "\xE2\x80\xA9";

/// How many bytes the line end has that begins the text; 0 when none does.
std::size_t line_end_length(std::string_view text) {
  if (text.starts_with('\n') || text.starts_with('\r')) return 1;
  return text.starts_with(line_separator) || text.starts_with(paragraph_separator) ? 3 : 0;
}

}  // namespace

bool is_fbp_process_name(std::string_view name) {
  return !name.empty() && begins_name(name.front()) && all(name, is_of_process);
}

bool is_fbp_port_name(std::string_view name) {
  return !name.empty() && begins_name(name.front()) && all(name, is_of_port);
}

bool is_fbp_component(std::string_view name) { return all(name, is_of_component); }
bool is_fbp_metadata(std::string_view text) { return all(text, is_of_metadata); }
bool is_fbp_annotation_key(std::string_view key) { return !key.empty() && all(key, is_of_process); }

bool is_fbp_annotation_value(std::string_view value) {
  return !value.empty() && value.front() != ' ' && all(value, is_of_annotation);
}

TextRange FbpText::range_since(std::size_t start) const {
  return {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(at_ - start)};
}

bool FbpText::touches_arrow(const FbpWord& word) const {
  return text_.substr(word.at.offset + word.at.length).starts_with("->");
}

bool FbpText::at_statement_end() const {
  return at_end() || peek() == ',' || peek() == '#' || line_end_length(text_.substr(at_)) > 0;
}

bool FbpText::at_word() const { return begins_name(peek()) || peek() == '('; }

bool FbpText::at_packet() const {
  const char c = peek();
  if (c == '-') return at_ + 1 < text_.size() && is_digit(text_[at_ + 1]);
  return c == '\'' || c == '"' || c == '{' || c == '[' || is_digit(c);
}

void FbpText::skip_blanks() { at_ = std::min(text_.find_first_not_of(' ', at_), text_.size()); }

bool FbpText::take(std::string_view expected) {
  if (!sees(expected)) return false;
  at_ += expected.size();
  return true;
}

bool FbpText::take_line_end() {
  const std::size_t length = line_end_length(text_.substr(at_));
  at_ += length;
  return length > 0;
}

std::string_view FbpText::take_name(bool (*belongs)(char)) {
  const std::size_t start = at_;
  while (at_ < text_.size() && belongs(text_[at_]) && !sees("->")) ++at_;
  return since(start);
}

bool FbpText::take_annotation(std::string_view& key, std::string_view& value) {
  const std::size_t start = at_;
  const auto take_blanks = [this] {
    const std::size_t before = at_;
    skip_blanks();
    return at_ > before;
  };
  if (take("#") && take_blanks() && take("@")) {
    key = take_name(is_of_process);
    if (!key.empty() && take_blanks()) {
      value = take_name(is_of_annotation);
      if (!value.empty() && take_line_end()) return true;
    }
  }
  at_ = start;
  return false;
}

void FbpText::skip_comment() {
  if (peek() == '#') skip_to_line_end();
}

void FbpText::skip_line() {
  skip_to_line_end();
  (void)take_line_end();
}

void FbpText::skip_to_line_end() {
  while (!at_end() && line_end_length(text_.substr(at_)) == 0) ++at_;
}

bool FbpText::read_word(FbpWord& word) {
  const std::size_t start = at_;
  word.name = take_name(is_of_word);
  if (peek() == '(' && !read_component(word)) return false;
  if (peek() == '[' && !read_index(word)) return false;
  word.at = range_since(start);
  if (at_statement_end() || peek() == ' ' || sees("->")) return true;
  if (word.has_component && at_word()) return fail(at_, 1, "needs a blank after `)`");
  return fail_here();
}

bool FbpText::read_process(FbpWord& word) {
  const std::size_t start = at_;
  word.name = take_name(is_of_process);
  if (peek() == '(' && !read_component(word)) return false;
  word.at = range_since(start);
  return true;
}

std::string_view FbpText::take_port_name() { return begins_name(peek()) ? take_name(is_of_port) : std::string_view{}; }

bool FbpText::read_component(FbpWord& word) {
  const std::size_t open = at_++;
  word.has_component = true;
  word.component = take_name(is_of_component);
  if (take(":")) {
    word.metadata = take_name(is_of_metadata_list);
    if (word.metadata.empty()) return fail(at_ - 1, 1, "has nothing behind `:`, where `key=value` is expected");
  }
  if (take(")")) return true;
  if (at_end() || peek() == ' ' || line_end_length(text_.substr(at_)) > 0)
    return fail(open, 1, "has a `(` without its `)`");
  return fail(at_, 1,
              word.metadata.empty() ? "has a component of other characters than letters, digits, `/`, `_` and `-`"
                                    : "has metadata of other characters than letters, digits, `/`, `_`, `=` and `,`");
}

bool FbpText::read_index(FbpWord& word) {
  const std::size_t start = at_++;
  const std::string_view digits = take_name(is_digit);
  if (digits.empty() || !take("]")) {
    return fail(start, at_ - start, "needs digits and a `]` after `[`, such as `IN[0]`");
  }
  std::uint32_t index = 0;
  if (std::from_chars(digits.data(), digits.data() + digits.size(), index).ec != std::errc{}) {
    return fail(start, at_ - start, "has an index beyond the largest one, 4294967295");
  }
  word.index = index;
  return true;
}

bool FbpText::read_packet(std::string& json) {
  auto data = read_fbp_data(text_, at_, document_);
  if (!data) {
    problem_ = std::move(data.error());
    // Data may take several lines; reading begins again behind them.
    at_ = problem_.offset + problem_.length;
    return false;
  }
  json = std::move(data->json);
  at_ = data->end;
  return true;
}

bool FbpText::fail(std::size_t offset, std::size_t length, std::string message) {
  problem_ = {offset, length, std::move(message)};
  return false;
}

bool FbpText::fail_here() {
  if (at_statement_end()) return fail(at_, 0, "ends too early");
  if (peek() == '\t') return fail(at_, 1, "has a tab, where only blanks can stand");
  if (peek() == ';') return fail(at_, 1, "has a `;`; a comma or a new line ends a connection");
  if (peek() == '\'' || peek() == '"')
    return fail(at_, 1, "has a text behind a process; a comma or a new line ends a connection");
  std::size_t end = at_;
  (void)next_character(text_, end);
  if (const auto invisible = find_invisible(text_.substr(at_, end - at_))) {
    return fail(at_, end - at_, "has " + to_text(*invisible) + ", " + std::string(cure_of(*invisible)));
  }
  const std::string shown = printable(text_.substr(at_, end - at_));
  return fail(at_, end - at_,
              "has a `" + shown +
                  "` where none can stand; a text stands between `'` and `'`, and a name holds letters "
                  "from a to z, digits, `_` and `-`");
}

}  // namespace mfp::core
