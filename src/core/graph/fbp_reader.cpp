#include "core/graph/fbp_reader.hpp"

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/graph/fbp_graph.hpp"
#include "core/graph/fbp_hint.hpp"
#include "core/graph/fbp_words.hpp"
#include "core/text/text.hpp"

namespace mfp::core {

namespace {

/// What stands between two arrows: `IN display OUT`, or data.
struct Item {
  bool is_data = false;
  std::string json;
  TextRange data_at;
  std::optional<FbpWord> inport;
  FbpWord process;
  std::optional<FbpWord> outport;
};

/// From where something begins to where something else ends.
TextRange span(const TextRange& from, const TextRange& to) {
  return {from.offset, to.offset + to.length - from.offset};
}

class FbpReader {
 public:
  explicit FbpReader(std::string_view text) : text_(text) {}

  tl::expected<Graph, std::vector<TextProblem>> read() {
    std::vector<TextProblem> problems;
    while (!text_.at_end() && problems.size() < most_fbp_problems) {
      if (read_line()) continue;
      problems.push_back(text_.problem());
      text_.skip_line();
    }
    if (!problems.empty()) return tl::unexpected(std::move(problems));
    return std::move(graph_).finish();
  }

 private:
  bool read_line() {
    std::string_view key;
    std::string_view value;
    if (text_.take_annotation(key, value)) {
      graph_.annotate(key, value);
      return true;
    }
    text_.skip_blanks();
    if (text_.at_statement_end()) {
      const std::size_t at = text_.at();
      if (text_.take(",")) return text_.fail(at, 1, "has a comma with nothing before it");
      text_.skip_comment();
      (void)text_.take_line_end();
      return true;
    }
    return read_statement() && read_end();
  }

  bool read_statement() {
    const std::size_t start = text_.at();
    if (text_.take("INPORT=")) return read_export(Direction::in, start);
    if (text_.take("OUTPORT=")) return read_export(Direction::out, start);
    if (text_.take("EXPORT=")) {
      return text_.fail(start, text_.at() - start,
                        "has the old `EXPORT=`; write `INPORT=process.PORT:NAME` or `OUTPORT=…`");
    }
    if (text_.take("DEFAULT_INPORT=")) return read_default(default_inport_);
    if (text_.take("DEFAULT_OUTPORT=")) return read_default(default_outport_);
    return read_chain();
  }

  /// The comma, the comment and the line end behind a statement.
  bool read_end() {
    text_.skip_blanks();
    if (!text_.at_statement_end()) return text_.fail_here();
    (void)text_.take(",");
    text_.skip_blanks();
    text_.skip_comment();
    (void)text_.take_line_end();
    return true;
  }

  bool read_default(std::string& port) {
    port = text_.take_port_name();
    return !port.empty() || text_.fail(text_.at(), text_.at_end() ? 0 : 1, "needs the name of a port behind `=`");
  }

  bool read_export(Direction direction, std::size_t start) {
    FbpWord process;
    if (!text_.read_process(process)) return false;
    std::string_view port;
    std::string_view name;
    if (text_.take(".")) port = text_.take_port_name();
    if (!port.empty() && text_.take(":")) name = text_.take_port_name();
    if (name.empty()) {
      return text_.fail(text_.at(), text_.at_end() ? 0 : 1,
                        direction == Direction::in ? "needs the form `INPORT=process.PORT:NAME`"
                                                   : "needs the form `OUTPORT=process.PORT:NAME`");
    }
    if (!check_process(process)) return false;
    std::string role(process.name);
    // The bare name is no process yet: something else has to name it.
    if (process.has_component && !mention(process, role)) return false;
    return keep(graph_.add_export(
        direction, {std::string(name), {std::move(role), std::string(port), {}}, {}, text_.range_since(start)}));
  }

  /// `'21.5' -> IN a OUT -> IN b`; an item is joined to the one before it as soon as it is read.
  bool read_chain() {
    std::optional<Item> before;
    std::string role_before;
    while (true) {
      Item item;
      if (!read_item(item)) return false;
      const bool more = take_arrow();
      if (!place_words(item, before.has_value(), more)) return false;
      std::string role;
      if (!item.is_data && !mention(item.process, role)) return false;
      if (before) join(*before, role_before, item, role);
      if (!more) return true;
      text_.skip_blanks();
      if (text_.at_statement_end()) return text_.fail(text_.at() - 1, 1, "needs a process after `->`");
      before = std::move(item);
      role_before = std::move(role);
    }
  }

  bool take_arrow() {
    text_.skip_blanks();
    return text_.take("->");
  }

  /// Data, or up to three words.
  bool read_item(Item& item) {
    words_ = 0;
    const std::size_t start = text_.at();
    if (text_.at_packet()) {
      item.is_data = true;
      if (!text_.read_packet(item.json)) return false;
      item.data_at = text_.range_since(start);
      return true;
    }
    while (text_.at_word()) {
      if (words_ == read_words_.size()) return text_.fail(text_.at(), 1, "needs `->`, a comma or a new line here");
      FbpWord word;
      if (!text_.read_word(word)) return false;
      read_words_.at(words_++) = word;
      text_.skip_blanks();
    }
    return words_ > 0 || text_.fail_here();
  }

  /// Which of the words is what, by their number and by what stands around the item.
  bool place_words(Item& item, bool follows_arrow, bool before_arrow) {
    if (item.is_data) return check_data(item, follows_arrow, before_arrow);
    const bool two_ports = words_ == 3;
    const bool inport = words_ == 2 && (!before_arrow || read_words_[1].has_component);
    const std::size_t process = two_ports || inport ? 1 : 0;
    item.process = read_words_.at(process);
    if (process == 1) item.inport = read_words_[0];
    if (process + 1 < words_) item.outport = read_words_.at(process + 1);
    if (!before_arrow && !check_last(item, follows_arrow)) return false;
    if (follows_arrow && before_arrow && !item.process.has_component && !two_ports) {
      return fail_at(span(read_words_[0].at, read_words_.at(words_ - 1).at),
                     "needs an inport, a process and an outport in the middle of a chain, such as `IN display OUT`");
    }
    if (words_ == 1) {
      auto right = in_two_words(item.process, before_arrow ? Direction::out : Direction::in);
      if (right) return refuse_dot(item, *std::move(right), before_arrow);
    }
    return check_process(item.process) && check_port(item.inport) && check_port(item.outport) &&
           check_arrow(item.process);
  }

  bool check_data(const Item& item, bool follows_arrow, bool before_arrow) {
    if (follows_arrow) return fail_at(item.data_at, "has data after `->`, where a process is needed");
    return before_arrow || fail_at(item.data_at, "needs `->` and a process after the data");
  }

  /// What no arrow follows ends a chain, or declares the component of a process.
  bool check_last(const Item& item, bool follows_arrow) {
    const FbpWord& last = read_words_.at(words_ - 1);
    if (item.outport || read_words_[0].has_component) {
      return words_ == 1 || fail_at(last.at, "needs `->` after the outport `" + std::string(last.name) + '`');
    }
    return follows_arrow || item.process.has_component ||
           fail_at(last.at, "needs `->` after `" + std::string(last.name) + '`');
  }

  bool check_process(const FbpWord& word) {
    if (word.index) return fail_at(word.at, "has an index behind the name of a process; only a port has one");
    if (is_fbp_process_name(word.name) || (word.name.empty() && word.has_component)) return true;
    return fail_at(word.at, "has a process named `" + std::string(word.name) +
                                "`; a name begins with a letter or `_` and holds letters, digits, `_` and `-`");
  }

  /// `right` is what the port of the item should be. The whole edge is told where its other end is written so, too.
  bool refuse_dot(const Item& item, std::string right, bool before_arrow) {
    text_.skip_blanks();
    FbpWord target;
    if (before_arrow && text_.at_word() && text_.read_word(target)) {
      if (const auto end = in_two_words(target, Direction::in)) right += " -> " + *end;
    }
    return fail_at(item.process.at, "has a process named `" + std::string(item.process.name) +
                                        "`; a process and its port are two words: write `" + right + '`');
  }

  bool check_port(const std::optional<FbpWord>& word) {
    if (!word) return true;
    if (word->has_component) return fail_at(word->at, "has a component where the name of a port is needed");
    return is_fbp_port_name(word->name) ||
           fail_at(word->at, "has a port named `" + std::string(word->name) +
                                 "`; a name begins with a letter or `_` and holds letters, digits, `_` and `.`");
  }

  /// The package takes `-` as a part of the name there, and then misses the arrow.
  bool check_arrow(const FbpWord& process) {
    if (process.has_component || !text_.touches_arrow(process)) return true;
    return fail_at(process.at, "needs a blank between `" + std::string(process.name) + "` and `->`");
  }

  bool mention(const FbpWord& process, std::string& role) {
    auto name = graph_.mention(process);
    if (!name) return text_.fail(name.error().offset, name.error().length, std::move(name.error().message));
    role = std::move(*name);
    return true;
  }

  void join(Item& source, std::string& source_role, const Item& target, const std::string& target_role) {
    const TextRange& end = target.process.at;
    PortName inport = port(target_role, target.inport, default_inport_);
    const Graph::PortPlace inport_at = place(target.process, target.inport);
    if (source.is_data) {
      return graph_.send({std::move(source.json), std::move(inport), {}, span(source.data_at, end), inport_at});
    }
    PortName outport = port(source_role, source.outport, default_outport_);
    graph_.connect({std::move(outport),
                    std::move(inport),
                    {},
                    span(source.process.at, end),
                    place(source.process, source.outport),
                    inport_at});
  }

  static Graph::PortPlace place(const FbpWord& process, const std::optional<FbpWord>& port) {
    const auto name_of = [](const FbpWord& word) {
      return TextRange{word.at.offset, static_cast<std::uint32_t>(word.name.size())};
    };
    return {name_of(process), port ? name_of(*port) : TextRange{}};
  }

  static PortName port(const std::string& role, const std::optional<FbpWord>& word, const std::string& otherwise) {
    if (!word) return {role, otherwise, {}};
    return {role, std::string(word->name), word->index};
  }

  bool keep(const tl::expected<void, TextProblem>& done) {
    return done || text_.fail(done.error().offset, done.error().length, done.error().message);
  }

  bool fail_at(const TextRange& at, std::string message) {
    return text_.fail(at.offset, at.length, std::move(message));
  }

  FbpText text_;
  FbpGraph graph_;
  std::string default_inport_ = "IN";
  std::string default_outport_ = "OUT";
  std::array<FbpWord, 3> read_words_;
  std::size_t words_ = 0;
};

}  // namespace

tl::expected<Graph, std::vector<TextProblem>> read_fbp(std::string_view text) {
  const auto refused = [](std::size_t at, std::size_t length, std::string why) {
    return tl::unexpected(std::vector<TextProblem>{{at, length, std::move(why)}});
  };
  if (text.size() > largest_fbp_text) {
    return refused(0, 0, "begins a text of more than 16 MiB; split the graph into several files");
  }
  if (const auto at = first_invalid_utf8(text)) return refused(*at, 1, "has bytes that are no text in UTF-8");
  return FbpReader(text).read();
}

}  // namespace mfp::core
