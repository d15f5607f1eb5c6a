#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/json/json_document.hpp"

namespace mfp::core {

/// One node of a JSON document, for reading by name. It points into the document's nodes.
class JsonView {
 public:
  JsonView(const std::vector<JsonNode>& nodes, std::uint32_t index) : nodes_(&nodes), index_(index) {}

  /// Of its node, in the document.
  [[nodiscard]] std::uint32_t index() const { return index_; }
  /// The member's name; empty for elements.
  [[nodiscard]] std::string_view key() const { return node().key; }
  [[nodiscard]] bool is_structure() const { return node().is_structure(); }
  [[nodiscard]] bool is_empty() const { return node().end == index_ + 1; }
  [[nodiscard]] JsonNode::Kind kind() const { return node().kind; }
  /// As it stands; of a text what it holds.
  [[nodiscard]] std::string_view raw() const { return node().text; }
  /// Empty unless it is a text.
  [[nodiscard]] std::string_view text() const { return kind() == JsonNode::Kind::text ? raw() : std::string_view(); }
  [[nodiscard]] bool is_true() const { return kind() == JsonNode::Kind::boolean && raw() == "true"; }

  /// Calls `use(child)` for each member or element; not at all where there are none.
  template <class Use>
  void for_each_child(Use use) const {
    if (!node().is_structure()) return;
    for (std::uint32_t i = index_ + 1; i < node().end; i = (*nodes_)[i].end) use(JsonView(*nodes_, i));
  }

  /// The same until `use` gives false; whether it never did.
  template <class Use>
  [[nodiscard]] bool all_children(Use use) const {
    for (std::uint32_t i = index_ + 1; i < node().end; i = (*nodes_)[i].end) {
      if (!use(JsonView(*nodes_, i))) return false;
    }
    return true;
  }

  /// The first member of that name; nothing when there is none, or this is no object.
  [[nodiscard]] std::optional<JsonView> member(std::string_view key) const {
    if (kind() != JsonNode::Kind::object) return std::nullopt;
    for (std::uint32_t i = index_ + 1; i < node().end; i = (*nodes_)[i].end) {
      if ((*nodes_)[i].key == key) return JsonView(*nodes_, i);
    }
    return std::nullopt;
  }

  /// Empty when there is no such member, or it is no text.
  [[nodiscard]] std::string_view text_of(std::string_view key) const {
    const auto found = member(key);
    return found ? found->text() : std::string_view();
  }

 private:
  [[nodiscard]] const JsonNode& node() const { return (*nodes_)[index_]; }

  const std::vector<JsonNode>* nodes_;
  std::uint32_t index_;
};

}  // namespace mfp::core
