#include "declaration/yaml/tree_builder.hpp"

#include <yaml-cpp/mark.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/text/text.hpp"
#include "declaration/yaml/document_reader.hpp"
#include "declaration/yaml/indentation.hpp"

namespace mfp::declaration {

namespace {

constexpr std::string_view yaml_tags = "tag:yaml.org,2002:";

std::uint32_t position_of(const YAML::Mark& mark) { return static_cast<std::uint32_t>(mark.pos); }

[[noreturn]] void refuse(const YAML::Mark& mark, std::string message) {
  throw RefusedTree{{{position_of(mark), 1}, std::move(message)}};
}

/// The way null is spelled at the place; the parser does not tell. Only keys are read by it.
std::string_view null_spelling(std::string_view rest) {
  constexpr std::array<std::string_view, 4> spellings{"null", "Null", "NULL", "~"};
  for (const std::string_view spelling : spellings) {
    if (rest.starts_with(spelling)) return rest.substr(0, spelling.size());
  }
  return {};
}

std::string tag_as_written(std::string_view tag) {
  return tag.starts_with(yaml_tags) ? "!!" + std::string(tag.substr(yaml_tags.size())) : std::string(tag);
}

}  // namespace

void TreeBuilder::OnDocumentStart(const YAML::Mark& mark) {
  if (++documents_ == 1) return;
  if (auto problem = explain_first_indentation(document_.text, position_of(mark))) {
    throw RefusedTree{*std::move(problem)};
  }
  refuse(mark, "a second YAML document; write each into a file of its own");
}

void TreeBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const std::uint32_t index = add(mark, Kind::nothing);
  TreeNode& node = document_.nodes[index];
  const std::string_view text = document_.text;
  node.first = node.position;
  node.count =
      static_cast<std::uint32_t>(null_spelling(text.substr(std::min<std::size_t>(node.position, text.size()))).size());
  remember(anchor, {index, {}, Progress::complete});
  grow({});
}

void TreeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const Anchor target = anchor < anchors_.size() ? anchors_[anchor] : Anchor{};
  if (target.progress != Progress::complete) {
    const std::string_view alias = alias_at(document_.text, position_of(mark));
    throw RefusedTree{{{position_of(mark), static_cast<std::uint32_t>(alias.size())},
                       "the alias " + std::string(alias) + " stands inside the value that it repeats"}};
  }
  if (++aliases_ > most_aliases) {
    refuse(mark, "more than " + core::with_thousands(most_aliases) + " aliases in one file");
  }
  nodes_of_aliases_ += target.size.nodes;
  if (nodes_of_aliases_ > most_nodes_of_aliases) {
    refuse(mark, "the file's aliases make more than " + core::with_thousands(most_nodes_of_aliases) + " values");
  }
  if (open_.size() + target.size.depth > most_nesting) {
    refuse(mark, "this alias nests values over " + std::to_string(most_nesting) + " deep");
  }
  document_.nodes[add(mark, Kind::alias)].first = target.node;
  grow(target.size);
}

void TreeBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
  const std::uint32_t index = add(mark, Kind::scalar);
  TreeNode& node = document_.nodes[index];
  node.tag = tag_of(mark, tag);
  place_text(node, value);
  if (node.text_place == TextPlace::store) check_closing_quote(node.position);
  remember(anchor, {index, {}, Progress::complete});
  grow({});
}

void TreeBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                                  YAML::EmitterStyle::value /*style*/) {
  check_container_tag(mark, tag, "seq");
  open(add(mark, Kind::list), anchor);
}

void TreeBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value /*style*/) {
  check_container_tag(mark, tag, "map");
  open(add(mark, Kind::map), anchor);
}

std::uint32_t TreeBuilder::add(const YAML::Mark& mark, Kind kind) {
  if (!open_.empty()) ++document_.nodes[open_.back().node].count;
  const bool container = kind == Kind::list || kind == Kind::map;
  if (container && open_.size() >= most_nesting) {
    refuse(mark, "values nested over " + std::to_string(most_nesting) + " deep");
  }
  const auto index = static_cast<std::uint32_t>(document_.nodes.size());
  TreeNode node;
  node.position = position_of(mark);
  node.kind = kind;
  document_.nodes.push_back(node);
  return index;
}

void TreeBuilder::open(std::uint32_t node, YAML::anchor_t anchor) {
  remember(anchor, {node, {}, Progress::open});
  open_.push_back({node, anchor, {1, 1}});
}

void TreeBuilder::close() {
  const Open closed = open_.back();
  open_.pop_back();
  document_.nodes[closed.node].first = static_cast<std::uint32_t>(document_.nodes.size());
  remember(closed.anchor, {closed.node, closed.size, Progress::complete});
  grow(closed.size);
}

void TreeBuilder::grow(Size size) {
  if (open_.empty()) return;
  Size& parent = open_.back().size;
  parent.nodes += size.nodes;
  parent.depth = std::max(parent.depth, size.depth + 1);
}

void TreeBuilder::remember(YAML::anchor_t anchor, const Anchor& seen) {
  if (anchor == 0) return;
  if (anchor >= anchors_.size()) anchors_.resize(anchor + 1);
  anchors_[anchor] = seen;
}

void TreeBuilder::place_text(TreeNode& node, const std::string& value) {
  node.count = static_cast<std::uint32_t>(value.size());
  const std::string_view text = document_.text;
  // Plain scalars stand in the file as they are, quoted ones a byte further on.
  for (std::uint32_t start = node.position; start <= node.position + 1; ++start) {
    if (start < text.size() && text.substr(start, value.size()) == value) {
      node.first = start;
      return;
    }
  }
  node.text_place = TextPlace::store;
  node.first = static_cast<std::uint32_t>(document_.store.size());
  document_.store += value;
}

void TreeBuilder::check_closing_quote(std::uint32_t position) const {
  const std::string_view text = document_.text;
  std::size_t start = position;
  // A tag and an anchor may stand before the value.
  while (start < text.size() && (text[start] == '!' || text[start] == '&')) {
    start = text.find_first_of(" \t\r\n", start);
    start = std::min(text.find_first_not_of(" \t\r\n", start), text.size());
  }
  if (start >= text.size() || (text[start] != '"' && text[start] != '\'')) return;
  if (quoted_length(text.substr(start))) return;
  throw RefusedTree{
      {{static_cast<std::uint32_t>(start), 1}, "a quote that nothing closes; put another one at the end of the text"}};
}

Tag TreeBuilder::tag_of(const YAML::Mark& mark, const std::string& tag) {
  if (tag == "?" || tag.empty()) return Tag::plain;
  if (tag == "!") return Tag::text;
  constexpr std::array<std::pair<std::string_view, Tag>, 6> known{{{"str", Tag::text},
                                                                   {"int", Tag::integer},
                                                                   {"float", Tag::number},
                                                                   {"bool", Tag::boolean},
                                                                   {"null", Tag::nothing},
                                                                   {"binary", Tag::binary}}};
  for (const auto& [name, meaning] : known) {
    if (tag.starts_with(yaml_tags) && tag.substr(yaml_tags.size()) == name) return meaning;
  }
  const std::string written = tag_as_written(tag);
  report_.error(
      document_, {position_of(mark), static_cast<std::uint32_t>(written.size())},
      "unknown tag '" + written +
          "'; known are !!str, !!int, !!float, !!bool, !!null and !!binary; put a text that begins with `!` in quotes");
  return Tag::text;
}

void TreeBuilder::check_container_tag(const YAML::Mark& mark, const std::string& tag, std::string_view fitting) {
  if (tag.empty() || tag == "?" || tag == "!") return;
  if (tag.starts_with(yaml_tags) && tag.substr(yaml_tags.size()) == fitting) return;
  const std::string written = tag_as_written(tag);
  report_.error(document_, {position_of(mark), static_cast<std::uint32_t>(written.size())},
                "the tag '" + written + "' does not fit here; leave it out");
}

}  // namespace mfp::declaration
