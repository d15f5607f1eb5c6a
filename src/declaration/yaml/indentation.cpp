#include "declaration/yaml/indentation.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "core/text/text.hpp"
#include "declaration/yaml/lines.hpp"

namespace mfp::declaration {

namespace {

/// A key, or the dash of an item, that begins a line: what other lines can stand beside or belong to.
struct Level {
  std::size_t column = 0;
  /// Empty for a dash.
  std::string_view key;
  bool has_value = false;

  [[nodiscard]] bool is_item() const { return key.empty(); }
};

/// The key that begins the content, with its quotes; empty when none does.
std::string_view key_of(std::string_view content) {
  if (content.empty() || content.front() == '{' || content.front() == '[') return {};
  const bool quoted = content.front() == '\'' || content.front() == '"';
  std::size_t colon = content.find(':', quoted ? quoted_length(content).value_or(content.size()) : 0);
  while (colon != std::string_view::npos && colon + 1 < content.size() && content[colon + 1] != ' ')
    colon = content.find(':', colon + 1);
  return content.substr(0, colon == std::string_view::npos ? 0 : colon);
}

/// From the outermost on: `- id: x` has the dash and the key.
std::vector<Level> levels_of(std::string_view line) {
  line = without_comment(line);
  std::vector<Level> levels;
  std::size_t at = std::min(line.find_first_not_of(' '), line.size());
  for (std::string_view rest = line.substr(at); rest.starts_with("- ") || rest == "-"; rest = line.substr(at)) {
    levels.push_back({at, {}, false});
    at = std::min(line.find_first_not_of(' ', at + 1), line.size());
  }
  const std::string_view key = key_of(line.substr(at));
  if (key.empty()) return levels;
  const bool has_value = line.find_first_not_of(' ', at + key.size() + 1) != std::string_view::npos;
  levels.push_back({at, key, has_value});
  return levels;
}

/// What the line that begins at `start` may belong to or stand beside, from the innermost on.
std::vector<Level> levels_above(std::string_view text, std::size_t start) {
  constexpr int most_lines = 5000;
  std::vector<Level> above;
  for (int lines = 0; lines < most_lines; ++lines) {
    const std::size_t line = start_of_content_above(text, start);
    if (line == start) break;
    start = line;
    const std::vector<Level> levels = levels_of(line_at(text, line));
    std::for_each(levels.rbegin(), levels.rend(), [&](const Level& level) {
      if (above.empty() || level.column < above.back().column) above.push_back(level);
    });
    if (!above.empty() && above.back().column == 0) break;
  }
  return above;
}

std::string blanks(std::size_t count) { return core::counted(count, "blank"); }

std::string name_of(const Level& level) { return level.is_item() ? "this item" : with_quotes(level.key); }

std::string owner_of(const std::vector<Level>& above, std::size_t index) {
  if (index + 1 >= above.size()) return "the top of the file";
  return above[index + 1].is_item() ? "the item of the list" : with_quotes(above[index + 1].key);
}

/// `with 4, like 'component', 'label' belongs to 'heater'`.
std::string way_out(const std::vector<Level>& above, std::size_t index, const std::string& name) {
  const Level& like = above[index];
  return "with " + std::to_string(like.column) + ", like " +
         (like.is_item() ? "the item above" : with_quotes(like.key)) + ", " + name + " belongs to " +
         owner_of(above, index);
}

TextProblem at_level(std::size_t line, const Level& level, std::string message) {
  const auto length = static_cast<std::uint32_t>(std::max<std::size_t>(level.key.size(), 1));
  return {{static_cast<std::uint32_t>(line + level.column), length}, std::move(message)};
}

}  // namespace

std::optional<TextProblem> explain_indentation(std::string_view text, std::size_t position) {
  const std::size_t line = start_of_line(text, position);
  const std::vector<Level> own = levels_of(line_at(text, line));
  if (own.empty()) return std::nullopt;
  const Level& level = own.front();
  const std::vector<Level> above = levels_above(text, line);
  const bool fits =
      above.empty() || (level.column > above.front().column && !above.front().has_value) ||
      std::any_of(above.begin(), above.end(), [&](const Level& one) { return one.column == level.column; });
  if (fits) return std::nullopt;
  std::string ways;
  const auto add = [&](std::size_t index) {
    ways += (ways.empty() ? ": " : "; ") + way_out(above, index, name_of(level));
  };
  // Keys stand beside keys, and items beside items: the next ones that are further in and further out.
  std::optional<std::size_t> inner;
  std::optional<std::size_t> outer;
  for (std::size_t i = 0; i < above.size() && !outer; ++i) {
    if (above[i].is_item() != level.is_item()) continue;
    (above[i].column > level.column ? inner : outer) = i;
  }
  if (inner) add(*inner);
  if (outer) add(*outer);
  return at_level(line, level, "the indentation of " + blanks(level.column) + " fits nothing above" + ways);
}

std::optional<TextProblem> explain_first_indentation(std::string_view text, std::size_t position) {
  const std::vector<Level> own = levels_of(line_at(text, start_of_line(text, position)));
  std::size_t first = start_of_line(text, position);
  for (std::size_t above = start_of_content_above(text, first); above != first;
       above = start_of_content_above(text, first))
    first = above;
  const std::vector<Level> before = levels_of(line_at(text, first));
  if (own.empty() || before.empty() || before.front().column <= own.front().column) return std::nullopt;
  const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(position), '\n') + 1;
  return at_level(first, before.front(),
                  "the indentation of " + blanks(before.front().column) + " is not that of " + name_of(own.front()) +
                      " in line " + std::to_string(line) + ", which has " + std::to_string(own.front().column) +
                      "; all keys of a map need the same");
}

void check_continued_items(const Document& document, Report& report) {
  const std::string_view text = document.text;
  for (std::uint32_t node = 0; node < document.nodes.size(); ++node) {
    const TreeNode& seen = document.nodes[node];
    const bool is_continued =
        seen.kind == Kind::scalar && seen.tag == Tag::plain && seen.text_place == TextPlace::store;
    if (!is_continued) continue;
    const std::vector<Level> own = levels_of(line_at(text, start_of_line(text, seen.position)));
    if (own.empty()) continue;
    const std::size_t end = node + 1 < document.nodes.size() ? document.nodes[node + 1].position : text.size();
    for (std::size_t line = text.find('\n', seen.position); line < end; line = text.find('\n', line + 1)) {
      const std::vector<Level> levels = levels_of(line_at(text, line + 1));
      const bool is_deeper = !levels.empty() && levels.front().is_item() && levels.front().column > own.back().column;
      if (!is_deeper) continue;
      const auto at = static_cast<std::uint32_t>(line + 1 + levels.front().column);
      report.warning(document, {at, 1},
                     "the indentation of " + blanks(levels.front().column) +
                         " makes this line part of the text above; give it that of the item above to make it one of "
                         "its own");
    }
  }
}

}  // namespace mfp::declaration
