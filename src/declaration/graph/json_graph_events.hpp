#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <unordered_map>
#include <vector>

#include "core/graph/graph.hpp"
#include "core/text/text_problem.hpp"
#include "declaration/graph/json_tokens.hpp"

namespace mfp::declaration {

/// Makes a graph of what nlohmann's parser reads of a JSON graph (its SAX interface). A function that gives false has
/// set `problem()` and ends the reading. One graph, then it is used up.
class JsonGraphEvents {
 public:
  explicit JsonGraphEvents(std::string_view text) : text_(text), tokens_(text) {}

  bool null() { return on_scalar(Kind::null, {}); }
  bool boolean(bool) { return on_scalar(Kind::boolean, {}); }
  bool number_integer(std::int64_t) { return on_scalar(Kind::number, {}); }
  bool number_unsigned(std::uint64_t) { return on_scalar(Kind::number, {}); }
  bool number_float(double, const std::string&) { return on_scalar(Kind::number, {}); }
  bool string(const std::string& value) { return on_scalar(Kind::text, value); }
  bool binary(const nlohmann::json::binary_t&) { return false; }
  bool key(const std::string& name);
  bool start_object(std::size_t) { return on_open(Kind::object); }
  bool end_object() { return on_close(); }
  bool start_array(std::size_t) { return on_open(Kind::array); }
  bool end_array() { return on_close(); }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& failure);

  [[nodiscard]] const core::TextProblem& problem() const { return problem_; }

  /// Checks what a part of the graph says of others, once all is read.
  tl::expected<core::Graph, core::TextProblem> finish() &&;

 private:
  enum class Kind : std::uint8_t { null, boolean, number, text, object, array };
  /// An object or array that is taken apart.
  enum class Place : std::uint8_t {
    outside,
    graph,
    properties,
    inports,
    outports,
    port_export,
    processes,
    process,
    connections,
    connection,
    source,
    target
  };
  /// What becomes of a value; `kept` as JSON text in `into`, `text` unquoted in `into`, `opened` as `place`.
  struct Use {
    enum class Way : std::uint8_t { ignored, kept, text, index, opened };
    Way way = Way::ignored;
    std::string* into = nullptr;
    Place place = Place::outside;
    /// Where only one kind of value fits.
    std::optional<Kind> needs;
  };
  struct Link {
    std::optional<core::PortName> source;
    std::optional<core::PortName> target;
    std::string data;
    std::string metadata;
    std::size_t start = 0;
  };

  static Use kept(std::string& into) { return {Use::Way::kept, &into, {}, {}}; }
  static Use kept_object(std::string& into) { return {Use::Way::kept, &into, {}, Kind::object}; }
  static Use as_text(std::string& into) { return {Use::Way::text, &into, {}, Kind::text}; }
  static Use opened(Place place, Kind kind = Kind::object) { return {Use::Way::opened, nullptr, place, kind}; }
  static std::string_view name_of(Kind kind);

  [[nodiscard]] Place place() const { return places_.empty() ? Place::outside : places_.back(); }
  Use use();
  Use use_in_graph();
  Use use_in_export();
  Use use_in_connection();
  Use use_in_port(core::PortName& port);
  std::string& property(const std::string& key);

  bool on_scalar(Kind kind, std::string_view text);
  bool on_open(Kind kind);
  bool on_close();
  bool check_kind(const Use& use, Kind kind);
  bool read_index();
  bool begin(Place place);
  bool begin_export(std::vector<core::Graph::Export>& exports, std::unordered_map<std::string, std::size_t>& names);
  bool begin_process();
  bool end(Place place);
  bool end_export();
  bool end_connection();
  bool check_port(const core::PortName& port, std::string_view what);
  [[nodiscard]] std::optional<core::TextProblem> unknown_process(const core::PortName& port,
                                                                 const core::TextRange& at) const;

  [[nodiscard]] core::TextRange range(std::size_t start) const;
  bool fail(const core::TextRange& at, std::string message);

  std::string_view text_;
  JsonTokens tokens_;
  core::Graph graph_;
  core::TextProblem problem_;
  std::vector<Place> places_;
  std::string key_;
  core::TextRange key_at_;
  bool has_graph_ = false;
  /// How deep within a value that is not taken apart; where it began, and what becomes of it.
  std::size_t depth_ = 0;
  std::size_t kept_from_ = 0;
  Use kept_use_;
  /// What is being read.
  core::Graph::Export* export_ = nullptr;
  std::size_t opened_at_ = 0;
  Link link_;
  std::unordered_map<std::string, std::size_t> processes_;
  std::unordered_map<std::string, std::size_t> inports_;
  std::unordered_map<std::string, std::size_t> outports_;
  std::unordered_map<std::string, std::size_t> properties_;
};

}  // namespace mfp::declaration
