#include "declaration/graph/json_graph_reader.hpp"

#include <nlohmann/json.hpp>

#include "core/text/text.hpp"
#include "declaration/graph/json_graph_events.hpp"

namespace mfp::declaration {

tl::expected<core::Graph, core::TextProblem> read_json_graph(std::string_view text) {
  if (core::without_blanks(text).empty()) return tl::unexpected(core::TextProblem{0, 0, "is empty"});
  if (const auto at = core::first_invalid_utf8(text)) {
    return tl::unexpected(core::TextProblem{*at, 1, "has bytes that are no text in UTF-8"});
  }
  JsonGraphEvents events(text);
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &events)) return tl::unexpected(events.problem());
  return std::move(events).finish();
}

}  // namespace mfp::declaration
