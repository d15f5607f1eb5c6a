#include "declaration/yaml/report.hpp"

#include <algorithm>

#include "core/text/text.hpp"

namespace mfp::declaration {

namespace {

constexpr std::size_t longest_quote = 80;
constexpr std::size_t longest_message = 1000;
/// More than any map of ours has keys.
constexpr std::size_t most_listed = 40;
/// Nobody reads more than the first problems; a file that is something else altogether may have a million.
constexpr std::size_t most_source_lines = 10'000;

core::Diagnostic placed(const Document& document, Range range, std::string message) {
  const core::Mark mark = document.mark(range.position);
  const std::string_view text = document.text;
  const std::size_t start = std::min<std::size_t>(range.position, text.size());
  const auto length = static_cast<std::uint32_t>(core::count_characters(text.substr(start, range.length)));
  core::Diagnostic diagnostic;
  diagnostic.place = {document.file, mark.line, mark.column, std::max(length, 1U)};
  diagnostic.message = std::move(message);
  diagnostic.source_line = source_line(text, start);
  return diagnostic;
}

/// At most so many bytes of a text, in whole characters and without control characters.
std::string cut(std::string_view text, std::size_t longest) {
  if (text.size() <= longest) return core::printable(text);
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return core::printable(text.substr(0, end)) + "...";
}

/// Where, seen from the end, the problems of the place end.
auto end_of_place(std::vector<core::Diagnostic>& sorted, const core::Place& place) {
  return std::find_if(sorted.rbegin(), sorted.rend(), [&](const core::Diagnostic& one) { return one.place != place; });
}

}  // namespace

void Report::error(const Document& document, Range range, std::string message) {
  add(placed(document, range, std::move(message)));
}

void Report::warning(const Document& document, Range range, std::string message) {
  core::Diagnostic diagnostic = placed(document, range, std::move(message));
  diagnostic.severity = core::Severity::warning;
  add(std::move(diagnostic));
}

void Report::add(core::Diagnostic diagnostic) {
  if (diagnostic.severity == core::Severity::error) ++errors_;
  // What files say stands in messages, and must not reach a terminal as it is.
  diagnostic.message = cut(diagnostic.message, longest_message);
  if (diagnostics_.size() >= most_source_lines) diagnostic.source_line.clear();
  diagnostics_.push_back(std::move(diagnostic));
}

bool Report::is_new_foreign_key(const Document& document, std::string_view key) {
  return foreign_keys_.emplace(document.index, key).second;
}

std::vector<core::Diagnostic> Report::take() {
  core::sort_by_place(diagnostics_);
  std::vector<core::Diagnostic> kept;
  kept.reserve(diagnostics_.size());
  for (core::Diagnostic& diagnostic : diagnostics_) {
    const bool known = std::any_of(kept.rbegin(), end_of_place(kept, diagnostic.place),
                                   [&](const core::Diagnostic& one) { return one.message == diagnostic.message; });
    if (!known) kept.push_back(std::move(diagnostic));
  }
  diagnostics_.clear();
  return kept;
}

std::string shortened(std::string_view text) { return cut(text, longest_quote); }

std::string with_quotes(std::string_view text) { return '\'' + shortened(text) + '\''; }

std::string listed(const std::vector<std::string_view>& words) {
  std::vector<std::string> short_words;
  short_words.reserve(words.size());
  for (const std::string_view word : words) short_words.push_back(shortened(word));
  return core::listed({short_words.begin(), short_words.end()}, most_listed);
}

}  // namespace mfp::declaration
