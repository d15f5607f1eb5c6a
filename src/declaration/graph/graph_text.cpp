#include "declaration/graph/graph_text.hpp"

#include <algorithm>

#include "core/text/text.hpp"

namespace mfp::declaration {

namespace {

/// Where each line of a literal block (`|`) stands in the file; empty for all else. Its lines are those of the file
/// from the next one on, without their indentation.
std::vector<std::uint32_t> lines_of_block(const Value& value) {
  const std::string_view file = value.document().text;
  std::size_t line = value.range().position;
  if (line >= file.size() || file[line] != '|') return {};
  std::vector<std::uint32_t> positions;
  std::string_view rest = value.text();
  while (!rest.empty()) {
    line = file.find('\n', line);
    if (line == std::string_view::npos) return {};
    ++line;
    const std::string_view content = rest.substr(0, rest.find('\n'));
    std::string_view written = file.substr(line, file.substr(line).find('\n'));
    if (written.ends_with('\r')) written.remove_suffix(1);
    if (!written.ends_with(content)) return {};
    positions.push_back(static_cast<std::uint32_t>(line + written.size() - content.size()));
    rest.remove_prefix(std::min(content.size() + 1, rest.size()));
  }
  return positions;
}

}  // namespace

GraphText::GraphText(const Document& document) : document_(document), text_(document.text), pieces_{{0, 0, 0}} {}

GraphText::GraphText(const Document& document, const std::vector<Value>& values) : document_(document) {
  for (const Value& value : values) append(value);
  text_ = joined_;
}

void GraphText::append(const Value& value) {
  if (!pieces_.empty()) joined_ += '\n';
  std::size_t start = joined_.size();
  joined_ += value.text();
  if (const auto position = value.text_position()) {
    pieces_.push_back({start, *position, 0});
    return;
  }
  const std::vector<std::uint32_t> lines = lines_of_block(value);
  for (const std::uint32_t position : lines) {
    pieces_.push_back({start, position, 0});
    start = joined_.find('\n', start) + 1;
  }
  if (lines.empty()) pieces_.push_back({start, value.range().position, value.range().length});
}

Range GraphText::range_of(std::size_t offset, std::size_t length) const {
  if (pieces_.empty()) return {};
  // What is missing at the end is missing behind the last line.
  std::size_t end = text_.size();
  while (end > 0 && (text_[end - 1] == '\n' || text_[end - 1] == '\r')) --end;
  offset = std::min(offset, end);
  auto piece = std::upper_bound(pieces_.begin(), pieces_.end(), offset,
                                [](std::size_t wanted, const Piece& one) { return wanted < one.start; });
  --piece;
  if (piece->stand_in > 0) return {piece->position, piece->stand_in};
  const std::string_view part = text_.substr(offset, length);
  const std::string_view line = part.substr(0, part.find_first_of("\r\n"));
  return {piece->position + static_cast<std::uint32_t>(offset - piece->start),
          static_cast<std::uint32_t>(std::max<std::size_t>(line.size(), 1))};
}

Written GraphText::written(core::TextRange at) const {
  const Range range = range_of(at.offset, at.length);
  const std::string_view part = std::string_view(document_.text).substr(range.position, range.length);
  const auto length = static_cast<std::uint32_t>(core::count_characters(part));
  return {{document_.index, document_.mark(range.position)}, std::max(length, 1U)};
}

WrittenPort GraphText::written(const Written& whole, core::TextRange at, const core::Graph::PortPlace& port) const {
  const std::string_view all = text_.substr(at.offset, at.length);
  // Where all is one line of the file as it stands there, counting on from its beginning costs a part of what finding
  // each place anew does.
  const bool is_one_line = all.find_first_of("\r\n") == std::string_view::npos;
  const bool can_count_on = is_one_line && whole.length == core::count_characters(all);
  const auto word = [&](core::TextRange part) {
    if (part.length == 0 || part.offset < at.offset) return whole;
    if (!can_count_on) return written(part);
    const auto before = core::count_characters(text_.substr(at.offset, part.offset - at.offset));
    const auto length = core::count_characters(text_.substr(part.offset, part.length));
    Written written{whole.at, static_cast<std::uint32_t>(length)};
    written.at.mark.column += static_cast<std::uint32_t>(before);
    return written;
  };
  const Written process = word(port.process);
  return {process, port.port.length == 0 ? process : word(port.port)};
}

}  // namespace mfp::declaration
