#include "core/graph/fbp_reader.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/graph/fbp_graph.hpp"
#include "core/graph/fbp_item.hpp"
#include "core/graph/fbp_words.hpp"
#include "core/text/text.hpp"

namespace mfp::core {

namespace {

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
    if (!items_.check_process(process)) return false;
    std::string role(process.name);
    // The bare name is no process yet: something else has to name it.
    if (process.has_component && !mention(process, role)) return false;
    return keep(graph_.add_export(
        direction, {std::string(name), {std::move(role), std::string(port), {}}, {}, text_.range_since(start)}));
  }

  /// `'21.5' -> IN a OUT -> IN b`; an item is joined to the one before it as soon as it is read.
  bool read_chain() {
    std::optional<FbpItem> before;
    std::string role_before;
    while (true) {
      FbpItem item;
      if (!items_.read_words(item)) return false;
      const bool more = take_arrow();
      if (!items_.place_words(item, {before.has_value(), more})) return false;
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

  bool mention(const FbpWord& process, std::string& role) {
    auto name = graph_.mention(process);
    if (!name) return text_.fail(name.error().offset, name.error().length, std::move(name.error().message));
    role = std::move(*name);
    return true;
  }

  void join(FbpItem& source, std::string& source_role, const FbpItem& target, const std::string& target_role) {
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

  FbpText text_;
  FbpItemReader items_{text_};
  FbpGraph graph_;
  std::string default_inport_ = "IN";
  std::string default_outport_ = "OUT";
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
