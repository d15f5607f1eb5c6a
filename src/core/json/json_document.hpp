#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/json/json_node.hpp"

namespace mfp::core {

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

  /// The same for a text of at most 4 GiB that a person writes, which may nest `levels` deep: finds where each node
  /// stands, too. Cost: some more than `read`.
  [[nodiscard]] Outcome read_with_places(std::string_view text, int levels = deepest);

  /// The root is node 0; empty unless the last `read` said `json`.
  [[nodiscard]] const std::vector<JsonNode>& nodes() const { return nodes_; }

  /// By node, after `read_with_places` said `json`.
  [[nodiscard]] const std::vector<JsonPlace>& places() const { return places_; }

  /// After `read_with_places` said something else: the byte that cannot stand where it does, or nests too deep; the
  /// text's size when it ends too early.
  [[nodiscard]] std::size_t problem_offset() const { return problem_offset_; }

 private:
  class Reader;

  Reader& reader_for(std::size_t size);

  std::vector<JsonNode> nodes_;
  std::vector<JsonPlace> places_;
  std::size_t problem_offset_ = 0;
  std::unique_ptr<Reader> reader_;
};

/// A JSON string without its quotes and escapes; all other JSON as it stands.
[[nodiscard]] std::string text_of_json(std::string_view json);

}  // namespace mfp::core
