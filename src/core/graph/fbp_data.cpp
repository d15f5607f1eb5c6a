#include "core/graph/fbp_data.hpp"

#include <algorithm>
#include <utility>

#include "core/json/json_text.hpp"
#include "core/json/json_writer.hpp"
#include "core/text/number.hpp"
#include "core/text/text.hpp"

namespace mfp::core {

namespace {

using Read = tl::expected<FbpData, TextProblem>;

Read refused(std::size_t offset, std::size_t length, std::string message) {
  return tl::unexpected(TextProblem{offset, length, std::move(message)});
}

/// A backslash hides only the quote behind it; all else, line ends too, stands for itself.
Read read_quoted(std::string_view text, std::size_t start) {
  std::string content;
  for (std::size_t at = start + 1; at < text.size(); ++at) {
    if (text[at] == '\'') return FbpData{json_string(content), at + 1};
    if (text.substr(at).starts_with("\\'")) ++at;
    content += text[at];
  }
  return refused(start, 1, "has a `'` without its closing `'`; within a text write `\\'` for it");
}

std::size_t number_end(std::string_view text, std::size_t start) {
  const auto belongs = [](char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '+' || c == '-' || lower(c) == 'e';
  };
  std::size_t at = start + 1;
  while (at < text.size() && belongs(text[at]) && !text.substr(at).starts_with("->")) ++at;
  return at;
}

/// Behind the bracket or quote that ends what begins at `start`; npos when nothing does.
std::size_t structure_end(std::string_view text, std::size_t start) {
  std::size_t depth = 0;
  std::size_t at = start;
  do {
    const char c = text[at++];
    if (c == '"') {
      while (at < text.size() && text[at] != '"') at = std::min(at + (text[at] == '\\' ? 2 : 1), text.size());
      if (at++ == text.size()) return std::string_view::npos;
    }
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && depth > 0) --depth;
  } while (depth > 0 && at < text.size());
  return depth == 0 ? at : std::string_view::npos;
}

bool is_structure(char first) { return first == '{' || first == '[' || first == '"'; }

Read read_json(std::string_view text, std::size_t start, JsonDocument& document) {
  const std::size_t end = is_structure(text[start]) ? structure_end(text, start) : number_end(text, start);
  if (end == std::string_view::npos) {
    return refused(start, 1, "has JSON without its end; a text of your own stands between `'` and `'`");
  }
  const std::string_view raw = text.substr(start, end - start);
  const JsonDocument::Outcome outcome = document.read(raw);
  if (outcome == JsonDocument::Outcome::too_deep) return refused(start, raw.size(), "nests JSON deeper than 64 levels");
  if (outcome != JsonDocument::Outcome::json) {
    return refused(start, raw.size(), "has data that is no JSON; a text of your own stands between `'` and `'`");
  }
  const auto is_too_large = [](const JsonNode& node) {
    return node.kind == JsonNode::Kind::number && !to_double(node.text);
  };
  if (std::any_of(document.nodes().begin(), document.nodes().end(), is_too_large)) {
    return refused(start, raw.size(), "has a number beyond the largest one");
  }
  const JsonNode& node = document.nodes().front();
  return FbpData{node.kind == JsonNode::Kind::text ? json_string(node.text) : compact_json(raw),
                 std::min(text.find_first_not_of(" \t\r\n", end), text.size())};
}

}  // namespace

tl::expected<FbpData, TextProblem> read_fbp_data(std::string_view text, std::size_t start, JsonDocument& document) {
  return text[start] == '\'' ? read_quoted(text, start) : read_json(text, start, document);
}

}  // namespace mfp::core
