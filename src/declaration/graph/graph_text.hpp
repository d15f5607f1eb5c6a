#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph/graph.hpp"
#include "declaration/graph/declared_graph.hpp"
#include "declaration/yaml/value.hpp"

namespace mfp::declaration {

/// A graph's text as a file holds it: the whole file, or values of it. Finds where a part of the text stands.
class GraphText {
 public:
  /// The whole text of a document, which must outlive this.
  explicit GraphText(const Document& document);

  /// Values of a document as one text, each in lines of its own.
  GraphText(const Document& document, const std::vector<Value>& values);

  GraphText(const GraphText&) = delete;
  GraphText& operator=(const GraphText&) = delete;
  ~GraphText() = default;

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] const Document& document() const { return document_; }

  /// The part of the document that holds these bytes of the text, up to the end of their line. Where YAML changes the
  /// text (escapes, folded lines) it is the whole value. Cost: O(log of the values), and the length.
  [[nodiscard]] Range range_of(std::size_t offset, std::size_t length) const;

  [[nodiscard]] Written written(core::TextRange at) const;

  /// The words of a port within a connection or packet, `at`, that is written at `whole`: that itself where they are
  /// not there.
  [[nodiscard]] WrittenPort written(const Written& whole, core::TextRange at, const core::Graph::PortPlace& port) const;

 private:
  /// What the text from `start` on is in the document.
  struct Piece {
    std::size_t start = 0;
    std::uint32_t position = 0;
    /// 0 where the text stands there as it is, else the length of what stands for all of it.
    std::uint32_t stand_in = 0;
  };

  void append(const Value& value);

  const Document& document_;
  std::string joined_;
  std::string_view text_;
  std::vector<Piece> pieces_;
};

}  // namespace mfp::declaration
