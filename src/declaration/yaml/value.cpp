#include "declaration/yaml/value.hpp"

#include <algorithm>
#include <unordered_set>

#include "declaration/yaml/scalar.hpp"
#include "declaration/yaml/text_check.hpp"

namespace mfp::declaration {

namespace {

std::uint32_t followed(const Document& document, std::uint32_t node) {
  const TreeNode& seen = document.nodes[node];
  return seen.kind == Kind::alias ? seen.first : node;
}

/// The length of the token that begins a line's rest.
std::size_t token_length(std::string_view rest) {
  rest = rest.substr(0, rest.find_first_of("\r\n"));
  if (rest.empty()) return 1;
  if (rest.front() == '"' || rest.front() == '\'') return quoted_length(rest).value_or(rest.size());
  if (rest.front() == '*' || rest.front() == '&' || rest.front() == '!') {
    return std::min(rest.find_first_of(" \t,]}"), rest.size());
  }
  return 1;
}

bool is_merge_key(const Value& key) {
  return key.kind() == Kind::scalar && key.tag() == Tag::plain && key.text() == "<<";
}

/// The maps that a merge key names; anything else was refused when the file was read.
std::vector<Value> merged_maps(const Value& value) {
  if (value.kind() == Kind::map) return {value};
  return value.kind() == Kind::list ? items(value) : std::vector<Value>{};
}

/// Visits the map's own entries and returns the maps that its merge keys name.
template <class Visit>
std::vector<Value> visit_own(const Value& map, Visit visit) {
  const Document& document = map.document();
  std::vector<Value> merged;
  const std::uint32_t end = next_sibling(document, map.index());
  for (std::uint32_t key = map.index() + 1; key < end;) {
    const std::uint32_t value = next_sibling(document, key);
    const Entry entry{Value(document, key), Value(document, value)};
    if (is_merge_key(entry.key)) {
      for (const Value& source : merged_maps(entry.value)) merged.push_back(source);
    } else if (document.nodes[key].standing == Standing::good) {
      visit(entry);
    }
    key = next_sibling(document, value);
  }
  return merged;
}

void add_merged(std::vector<Entry>& found, const std::vector<Value>& merged) {
  std::unordered_set<std::string_view> taken;
  for (const Entry& entry : found) taken.insert(entry.key.text());
  for (const Value& map : merged) {
    if (map.kind() != Kind::map) continue;
    for (const Entry& entry : entries(map)) {
      if (taken.insert(entry.key.text()).second) found.push_back(entry);
    }
  }
}

}  // namespace

Value::Value(const Document& document, std::uint32_t node)
    : document_(&document), node_(followed(document, node)), used_at_(document.nodes[node].position) {}

std::string_view Value::text() const {
  const TreeNode& seen = node();
  if (seen.kind == Kind::list || seen.kind == Kind::map) return {};
  const std::string& source = seen.text_place == TextPlace::file ? document_->text : document_->store;
  return std::string_view(source).substr(seen.first, seen.count);
}

Range Value::range() const {
  const std::string_view text = document_->text;
  const TreeNode& seen = node();
  const bool verbatim = seen.kind == Kind::scalar && seen.text_place == TextPlace::file && seen.first == used_at_;
  if (verbatim) return {used_at_, std::max(seen.count, 1U)};
  constexpr std::size_t longest_underlined = 1000;
  const std::string_view rest = text.substr(std::min<std::size_t>(used_at_, text.size()), longest_underlined);
  return {used_at_, static_cast<std::uint32_t>(token_length(rest))};
}

core::Place Value::place() const {
  const core::Mark at = mark();
  return {document().file, at.line, at.column};
}

std::optional<std::uint32_t> Value::text_position() const {
  const TreeNode& seen = node();
  // A quoted text begins behind its quote; one that is used by its alias stands elsewhere.
  const bool stands_here = seen.first == used_at_ || seen.first == used_at_ + 1;
  const bool verbatim = seen.kind == Kind::scalar && seen.text_place == TextPlace::file && stands_here;
  return verbatim ? std::optional(seen.first) : std::nullopt;
}

Range Value::range_of(std::size_t offset, std::size_t length) const {
  const auto position = text_position();
  if (!position || length == 0 || offset + length > node().count) return range();
  return {*position + static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(length)};
}

std::vector<Entry> entries(const Value& map) {
  std::vector<Entry> found;
  found.reserve(map.document().nodes[map.index()].count / 2);
  const std::vector<Value> merged = visit_own(map, [&](const Entry& entry) { found.push_back(entry); });
  if (!merged.empty()) add_merged(found, merged);
  return found;
}

void for_each_entry(const Value& map, const std::function<void(const Entry&)>& visit) {
  std::size_t own = 0;
  const std::vector<Value> merged = visit_own(map, [&](const Entry& entry) {
    ++own;
    visit(entry);
  });
  if (merged.empty()) return;
  const std::vector<Entry> all = entries(map);
  for (std::size_t i = own; i < all.size(); ++i) visit(all[i]);
}

std::vector<Value> items(const Value& list) {
  const Document& document = list.document();
  std::vector<Value> found;
  found.reserve(document.nodes[list.index()].count);
  const std::uint32_t end = next_sibling(document, list.index());
  for (std::uint32_t item = list.index() + 1; item < end; item = next_sibling(document, item)) {
    found.emplace_back(document, item);
  }
  return found;
}

std::uint32_t next_sibling(const Document& document, std::uint32_t node) {
  const TreeNode& seen = document.nodes[node];
  return seen.kind == Kind::list || seen.kind == Kind::map ? seen.first : node + 1;
}

std::string_view kind_name(const Value& value) {
  switch (value.kind()) {
    case Kind::list:
      return "a list";
    case Kind::map:
      return "a map";
    case Kind::nothing:
      return "nothing";
    default:
      return scalar_name(value);
  }
}

std::string but_is(const Value& value) {
  if (value.kind() == Kind::nothing) return ", but is empty";
  return ", not " + std::string(kind_name(value));
}

}  // namespace mfp::declaration
