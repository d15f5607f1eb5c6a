#include "declaration/yaml/unquoted_braces.hpp"

#include <algorithm>

#include "core/text/text.hpp"
#include "declaration/yaml/lines.hpp"
#include "declaration/yaml/report.hpp"

namespace mfp::declaration {

namespace {

constexpr auto none = std::string_view::npos;

/// Where the braces end that begin at `at`; npos where they hold no name.
std::size_t end_of_name(std::string_view line, std::size_t at) {
  const std::size_t end = line.find_first_of("{}[]:, ", at + 1);
  return end == none || line[end] != '}' || end == at + 1 ? none : end + 1;
}

/// Where the value begins that `at` belongs to.
std::size_t start_of_value(std::string_view line, std::size_t at) {
  const auto behind = [&](std::string_view mark) {
    const std::size_t found = at == 0 ? none : line.rfind(mark, at - 1);
    return found == none ? 0 : found + mark.size();
  };
  const std::size_t start = std::max({behind(": "), behind("- "), behind(", "), behind("{"), behind("[")});
  return std::min(line.find_first_not_of(' ', start), at);
}

/// Where the value ends that begins at `start`: within an open `{` or `[` of the line at the next separator.
std::size_t end_of_value(std::string_view line, std::size_t start) {
  const bool in_flow = line.substr(0, start).find_first_of("{[") != none;
  std::size_t end = start;
  while (end < line.size()) {
    const std::size_t behind_name = line[end] == '{' ? end_of_name(line, end) : none;
    if (behind_name == none && in_flow && std::string_view(",}]").find(line[end]) != none) break;
    end = behind_name == none ? end + 1 : behind_name;
  }
  return start + core::without_blanks(line.substr(start, end - start)).size();
}

std::string quoted(std::string_view text) {
  const char quote = text.find('\'') == none ? '\'' : '"';
  return quote + shortened(text) + quote;
}

}  // namespace

std::optional<TextProblem> explain_braces(std::string_view text, std::size_t position) {
  const std::size_t line_start = start_of_line(text, position);
  const std::string_view line = without_comment(line_at(text, line_start));
  for (std::size_t brace = line.find('{'); brace != none; brace = line.find('{', brace + 1)) {
    const std::size_t behind = is_in_quotes(line, brace) ? none : end_of_name(line, brace);
    if (behind == none) continue;
    const std::size_t start = start_of_value(line, brace);
    const std::size_t end = end_of_value(line, start);
    const bool is_alone = start == brace && end == behind;
    if (is_alone) continue;
    return TextProblem{{static_cast<std::uint32_t>(line_start + start), static_cast<std::uint32_t>(end - start)},
                       "a text with braces needs quotes here: " + quoted(line.substr(start, end - start))};
  }
  return std::nullopt;
}

std::string braces_hint(const Value& value) {
  if (value.kind() != Kind::map) return {};
  const std::vector<Entry> all = entries(value);
  if (all.size() != 1 || all.front().value.kind() != Kind::nothing || all.front().key.text().empty()) return {};
  if (!std::string_view(value.document().text).substr(value.range().position).starts_with('{')) return {};
  return "; a text with braces needs quotes: '{" + shortened(all.front().key.text()) + "}'";
}

}  // namespace mfp::declaration
