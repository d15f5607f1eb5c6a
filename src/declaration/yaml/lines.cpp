#include "declaration/yaml/lines.hpp"

#include <algorithm>

namespace mfp::declaration {

namespace {

/// A quote that begins a text: an apostrophe within a word begins none.
bool opens_quotes(std::string_view line, std::size_t at) {
  if (line[at] != '\'' && line[at] != '"') return false;
  return at == 0 || std::string_view(" \t[{,(:-").find(line[at - 1]) != std::string_view::npos;
}

/// Where the text in quotes ends that begins at `at`: behind its closing quote, or at the end of the line.
std::size_t end_of_quotes(std::string_view line, std::size_t at) {
  const char quote = line[at];
  for (std::size_t i = at + 1; i < line.size(); ++i) {
    if (quote == '"' && line[i] == '\\') {
      ++i;
    } else if (line[i] == quote) {
      return i + 1;
    }
  }
  return line.size();
}

}  // namespace

std::size_t start_of_line(std::string_view text, std::size_t position) {
  position = std::min(position, text.size());
  const std::size_t before = position == 0 ? std::string_view::npos : text.rfind('\n', position - 1);
  return before == std::string_view::npos ? 0 : before + 1;
}

std::string_view line_at(std::string_view text, std::size_t start) {
  std::string_view line = text.substr(std::min(start, text.size()));
  line = line.substr(0, line.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::size_t start_of_content_above(std::string_view text, std::size_t start) {
  for (std::size_t line = start; line > 0;) {
    line = start_of_line(text, line - 1);
    const std::string_view content = line_at(text, line);
    const std::size_t first = content.find_first_not_of(" \t");
    if (first != std::string_view::npos && content[first] != '#') return line;
  }
  return start;
}

bool starts_line(std::string_view text, std::size_t position) {
  const std::size_t start = start_of_line(text, position);
  return text.substr(start, position - start).find_first_not_of(" -") == std::string_view::npos;
}

bool is_in_quotes(std::string_view line, std::size_t offset) {
  for (std::size_t i = 0; i < offset; ++i) {
    if (!opens_quotes(line, i)) continue;
    const std::size_t end = end_of_quotes(line, i);
    if (offset < end) return true;
    i = end - 1;
  }
  return false;
}

std::string_view without_comment(std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (opens_quotes(line, i)) {
      i = end_of_quotes(line, i) - 1;
    } else if (line[i] == '#' && (i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t')) {
      return line.substr(0, i);
    }
  }
  return line;
}

}  // namespace mfp::declaration
