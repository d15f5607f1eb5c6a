#include "core/json/json_path.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace mfp::core {

namespace {

/// `Current[0]`, as many languages write it.
bool looks_indexed(std::string_view name) {
  const std::size_t bracket = name.rfind('[');
  if (bracket == std::string_view::npos || bracket == 0 || !name.ends_with(']')) return false;
  const std::string_view index = name.substr(bracket + 1, name.size() - bracket - 2);
  return !index.empty() && index.find_first_not_of("0123456789") == std::string_view::npos;
}

/// What people bring along from other tools; as a path it would never find anything.
std::optional<TextProblem> other_notation(std::string_view text) {
  if (text.starts_with("$.")) return TextProblem{0, 2, "needs no `$.`: write '" + std::string(text.substr(2)) + "'"};
  constexpr std::string_view template_name = "value_json";
  if (const std::size_t at = text.find(template_name); at != std::string_view::npos)
    return TextProblem{at, template_name.size(), "is no template: write the names alone, like ENERGY.Power"};
  return std::nullopt;
}

}  // namespace

tl::expected<JsonPath, TextProblem> JsonPath::parse(std::string_view text) {
  if (text.empty()) return tl::unexpected(TextProblem{0, 0, "is empty"});
  if (auto problem = other_notation(text)) return tl::unexpected(*std::move(problem));
  return text.starts_with('/') ? parse_pointer(text) : parse_dots(text);
}

JsonPath::Segment JsonPath::segment_of(std::string name) {
  Segment segment{std::move(name), std::nullopt};
  const std::string& digits = segment.name;
  std::uint32_t index = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
  const bool whole = failure == std::errc{} && end == digits.data() + digits.size();
  if (whole && (digits.size() == 1 || digits.front() != '0')) segment.index = index;
  return segment;
}

tl::expected<JsonPath, TextProblem> JsonPath::parse_dots(std::string_view text) {
  JsonPath path;
  std::size_t start = 0;
  while (start <= text.size()) {
    const std::size_t end = std::min(text.find('.', start), text.size());
    const std::string_view name = text.substr(start, end - start);
    if (name.empty()) {
      return tl::unexpected(TextProblem{start == text.size() ? start - 1 : start, 1, "has an empty name beside a dot"});
    }
    if (looks_indexed(name)) {
      std::string dotted(name);
      dotted[name.rfind('[')] = '.';
      dotted.pop_back();
      return tl::unexpected(TextProblem{start, name.size(), "counts elements with a dot: write '" + dotted + "'"});
    }
    path.segments_.push_back(segment_of(std::string(name)));
    start = end + 1;
  }
  return path;
}

tl::expected<JsonPath, TextProblem> JsonPath::parse_pointer(std::string_view text) {
  JsonPath path;
  std::string name;
  for (std::size_t i = 1; i <= text.size(); ++i) {
    if (i == text.size() || text[i] == '/') {
      path.segments_.push_back(segment_of(std::exchange(name, {})));
    } else if (text[i] != '~') {
      name += text[i];
    } else if (const char next = i + 1 < text.size() ? text[i + 1] : ' '; next == '0' || next == '1') {
      name += next == '0' ? '~' : '/';
      ++i;
    } else {
      return tl::unexpected(TextProblem{i, 1, "has a '~' that is neither '~0' (for ~) nor '~1' (for /)"});
    }
  }
  return path;
}

const JsonNode* JsonPath::find(const std::vector<JsonNode>& nodes, std::size_t from) const {
  std::size_t at = from;
  for (const Segment& segment : segments_) {
    const JsonNode& parent = nodes[at];
    if (!parent.is_structure()) return nullptr;
    if (parent.kind == JsonNode::Kind::array && !segment.index) return nullptr;
    std::uint32_t left = segment.index.value_or(0);
    std::optional<std::size_t> found;
    for (std::size_t child = at + 1; child < parent.end; child = nodes[child].end) {
      if (parent.kind == JsonNode::Kind::array) {
        if (left-- > 0) continue;
        found = child;
        break;
      }
      if (nodes[child].key == segment.name) found = child;
    }
    if (!found) return nullptr;
    at = *found;
  }
  return nodes[at].kind == JsonNode::Kind::null ? nullptr : &nodes[at];
}

}  // namespace mfp::core
