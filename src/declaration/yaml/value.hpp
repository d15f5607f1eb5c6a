#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/diagnostic.hpp"
#include "declaration/yaml/document.hpp"

namespace mfp::declaration {

/// A node of a document as a reader sees it: aliases are followed, its place is where it is used.
class Value {
 public:
  Value(const Document& document, std::uint32_t node);

  /// Never Kind::alias.
  [[nodiscard]] Kind kind() const { return node().kind; }
  [[nodiscard]] Tag tag() const { return node().tag; }
  /// A scalar's text; of nothing the way it is written (`null`, `~`, or empty); of lists and maps empty.
  [[nodiscard]] std::string_view text() const;
  /// What to underline when something is wrong with it.
  [[nodiscard]] Range range() const;
  /// Where the text begins in the file, if it stands there as it is.
  [[nodiscard]] std::optional<std::uint32_t> text_position() const;
  /// A part of the text, in bytes, where the file holds it as it is; else what range() gives.
  [[nodiscard]] Range range_of(std::size_t offset, std::size_t length) const;
  [[nodiscard]] core::Mark mark() const { return document_->mark(used_at_); }
  [[nodiscard]] core::Place place() const;
  [[nodiscard]] const Document& document() const { return *document_; }
  [[nodiscard]] std::uint32_t index() const { return node_; }

 private:
  [[nodiscard]] const TreeNode& node() const { return document_->nodes[node_]; }

  const Document* document_;
  std::uint32_t node_;
  std::uint32_t used_at_;
};

struct Entry {
  Value key;
  Value value;

  /// What to underline when the value is wrong; of an empty value the key, since there is nothing else to see.
  [[nodiscard]] Range value_range() const { return value.kind() == Kind::nothing ? key.range() : value.range(); }
};

/// The entries of a map in the file's order, without refused ones. Those of merge keys (`<<: *common`) come after the
/// map's own, which win.
[[nodiscard]] std::vector<Entry> entries(const Value& map);

/// The same one by one: a list of 100,000 entries would take 3 MB beside what is made of them.
void for_each_entry(const Value& map, const std::function<void(const Entry&)>& visit);

[[nodiscard]] std::vector<Value> items(const Value& list);

/// Index of the node that follows `node` and all below it.
[[nodiscard]] std::uint32_t next_sibling(const Document& document, std::uint32_t node);

/// `a text`, `a list`, …: what a value is, for messages.
[[nodiscard]] std::string_view kind_name(const Value& value);

/// `, not a list` or `, but is empty`: the end of a sentence that says what the value must be.
[[nodiscard]] std::string but_is(const Value& value);

}  // namespace mfp::declaration
