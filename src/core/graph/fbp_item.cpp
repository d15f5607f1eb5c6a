#include "core/graph/fbp_item.hpp"

#include <utility>

#include "core/graph/fbp_hint.hpp"

namespace mfp::core {

bool FbpItemReader::read_words(FbpItem& item) {
  count_ = 0;
  const std::size_t start = text_.at();
  if (text_.at_packet()) {
    item.is_data = true;
    if (!text_.read_packet(item.json)) return false;
    item.data_at = text_.range_since(start);
    return true;
  }
  while (text_.at_word()) {
    if (count_ == words_.size()) return text_.fail(text_.at(), 1, "needs `->`, a comma or a new line here");
    FbpWord word;
    if (!text_.read_word(word)) return false;
    words_.at(count_++) = word;
    text_.skip_blanks();
  }
  return count_ > 0 || text_.fail_here();
}

bool FbpItemReader::place_words(FbpItem& item, FbpArrows arrows) {
  if (item.is_data) return check_data(item, arrows);
  const bool two_ports = count_ == 3;
  const bool inport = count_ == 2 && (!arrows.behind || words_[1].has_component);
  const std::size_t process = two_ports || inport ? 1 : 0;
  item.process = words_.at(process);
  if (process == 1) item.inport = words_[0];
  if (process + 1 < count_) item.outport = words_.at(process + 1);
  if (!arrows.behind && !check_last(item, arrows)) return false;
  if (arrows.before && arrows.behind && !item.process.has_component && !two_ports) {
    return text_.fail(span(words_[0].at, words_.at(count_ - 1).at),
                      "needs an inport, a process and an outport in the middle of a chain, such as `IN display OUT`");
  }
  if (count_ == 1) {
    auto right = in_two_words(item.process, arrows.behind ? Direction::out : Direction::in);
    if (right) return refuse_dot(item, *std::move(right), arrows);
  }
  return check_process(item.process) && check_port(item.inport) && check_port(item.outport) &&
         check_arrow(item.process);
}

bool FbpItemReader::check_data(const FbpItem& item, FbpArrows arrows) {
  if (arrows.before) return text_.fail(item.data_at, "has data after `->`, where a process is needed");
  return arrows.behind || text_.fail(item.data_at, "needs `->` and a process after the data");
}

/// What no arrow follows ends a chain, or declares the component of a process.
bool FbpItemReader::check_last(const FbpItem& item, FbpArrows arrows) {
  const FbpWord& last = words_.at(count_ - 1);
  if (item.outport || words_[0].has_component) {
    return count_ == 1 || text_.fail(last.at, "needs `->` after the outport `" + std::string(last.name) + '`');
  }
  return arrows.before || item.process.has_component ||
         text_.fail(last.at, "needs `->` after `" + std::string(last.name) + '`');
}

bool FbpItemReader::check_process(const FbpWord& word) {
  if (word.index) return text_.fail(word.at, "has an index behind the name of a process; only a port has one");
  if (is_fbp_process_name(word.name) || (word.name.empty() && word.has_component)) return true;
  return text_.fail(word.at, "has a process named `" + std::string(word.name) +
                                 "`; a name begins with a letter or `_` and holds letters, digits, `_` and `-`");
}

/// `right` is what the port of the item should be. The whole edge is told where its other end is written so, too.
bool FbpItemReader::refuse_dot(const FbpItem& item, std::string right, FbpArrows arrows) {
  text_.skip_blanks();
  FbpWord target;
  if (arrows.behind && text_.at_word() && text_.read_word(target)) {
    if (const auto end = in_two_words(target, Direction::in)) right += " -> " + *end;
  }
  return text_.fail(item.process.at, "has a process named `" + std::string(item.process.name) +
                                         "`; a process and its port are two words: write `" + right + '`');
}

bool FbpItemReader::check_port(const std::optional<FbpWord>& word) {
  if (!word) return true;
  if (word->has_component) return text_.fail(word->at, "has a component where the name of a port is needed");
  return is_fbp_port_name(word->name) ||
         text_.fail(word->at, "has a port named `" + std::string(word->name) +
                                  "`; a name begins with a letter or `_` and holds letters, digits, `_` and `.`");
}

/// The package takes `-` as a part of the name there, and then misses the arrow.
bool FbpItemReader::check_arrow(const FbpWord& process) {
  if (process.has_component || !text_.touches_arrow(process)) return true;
  return text_.fail(process.at, "needs a blank between `" + std::string(process.name) + "` and `->`");
}

}  // namespace mfp::core
