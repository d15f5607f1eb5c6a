#include "declaration/yaml/document.hpp"

#include <algorithm>

namespace mfp::declaration {

namespace {

constexpr std::size_t checkpoint_distance = 256;
constexpr std::size_t longest_shown_line = 1000;

void advance(core::Mark& mark, char byte) {
  if (byte == '\n') {
    ++mark.line;
    mark.column = 1;
  } else if ((static_cast<unsigned char>(byte) & 0xC0) != 0x80) {
    // Columns count characters: the bytes that continue one do not move on.
    ++mark.column;
  }
}

}  // namespace

LineIndex::LineIndex(std::string_view text) {
  checkpoints_.reserve(text.size() / checkpoint_distance + 1);
  core::Mark mark{1, 1};
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % checkpoint_distance == 0) checkpoints_.push_back(mark);
    advance(mark, text[i]);
  }
  if (text.size() % checkpoint_distance == 0) checkpoints_.push_back(mark);
}

core::Mark LineIndex::mark(std::string_view text, std::uint32_t position) const {
  const std::size_t end = std::min<std::size_t>(position, text.size());
  core::Mark mark = checkpoints_[end / checkpoint_distance];
  for (std::size_t i = end - end % checkpoint_distance; i < end; ++i) advance(mark, text[i]);
  return mark;
}

std::string source_line(std::string_view text, std::size_t position) {
  position = std::min(position, text.size());
  // Never looks further than a line can be shown: programs write files of one line, and all its problems may be asked.
  const std::size_t earliest = position - std::min(position, longest_shown_line);
  const std::size_t before = text.substr(earliest, position - earliest).rfind('\n');
  if (before == std::string_view::npos && earliest > 0) return {};
  const std::size_t start = before == std::string_view::npos ? 0 : earliest + before + 1;
  std::string_view line = text.substr(start, longest_shown_line + 1);
  line = line.substr(0, line.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line.size() > longest_shown_line ? std::string{} : std::string(line);
}

}  // namespace mfp::declaration
