#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/json/value.hpp"

namespace mfp::core {

/// A node of a JSON text. A structure's first child is the node after it, its next sibling is at `end`.
struct JsonNode {
  enum class Kind : std::uint8_t { text, number, boolean, null, object, array };
  Kind kind = Kind::null;
  /// Index of the first node that does not belong to this one.
  std::uint32_t end = 0;
  /// The member's name, unescaped; empty for elements of arrays and for the root.
  std::string_view key;
  /// Texts without quotes and unescaped, all else as it stands in the JSON.
  std::string_view text;

  [[nodiscard]] bool is_structure() const { return kind == Kind::object || kind == Kind::array; }
  /// Meaningless for null.
  [[nodiscard]] Value value() const;
};

/// A JSON text (RFC 8259) of a stranger: checked whole, then looked at by path. Memory is kept from text to text.
class JsonDocument {
 public:
  enum class Outcome : std::uint8_t { json, not_json, not_utf8, too_deep };
  static constexpr int deepest = 64;

  JsonDocument();
  ~JsonDocument();
  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;

  /// Reads a whole text; anything after the value makes it no JSON. The text is copied; the nodes live until the next
  /// call.
  [[nodiscard]] Outcome read(std::string_view text);

  /// The root is node 0; empty unless the last `read` said `json`.
  [[nodiscard]] const std::vector<JsonNode>& nodes() const { return nodes_; }

 private:
  class Reader;

  std::vector<JsonNode> nodes_;
  std::unique_ptr<Reader> reader_;
};

/// A JSON string without its quotes and escapes; all other JSON as it stands.
[[nodiscard]] std::string text_of_json(std::string_view json);

}  // namespace mfp::core
