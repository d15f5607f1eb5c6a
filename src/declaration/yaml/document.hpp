#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/mark.hpp"

namespace mfp::declaration {

enum class Kind : std::uint8_t { nothing, scalar, list, map, alias };

/// How a scalar says its type: a plain one by its spelling, a quoted one is text, a tag names it.
enum class Tag : std::uint8_t { plain, text, integer, number, boolean, nothing, binary };

/// Where a scalar's text lies: in the file as it stands, or, where YAML changes it (escapes, folded lines), in a store.
enum class TextPlace : std::uint8_t { file, store };

/// Entries of a map that the readers skip, since their key has been reported already.
enum class Standing : std::uint8_t { good, refused };

/// One YAML node of 16 bytes: a file of 100,000 devices has a million of them.
/// The tree stands in preorder: a node's first child follows it, a container's next sibling stands at `first`.
struct TreeNode {
  /// Byte in the file where the node begins.
  std::uint32_t position = 0;
  /// Scalar: where its text begins. List and map: index after the last descendant. Alias: index of the target.
  std::uint32_t first = 0;
  /// Scalar: bytes of its text. List and map: number of children (keys count).
  std::uint32_t count = 0;
  Kind kind = Kind::nothing;
  Tag tag = Tag::plain;
  TextPlace text_place = TextPlace::file;
  Standing standing = Standing::good;
};

/// A part of the file's text, in bytes.
struct Range {
  std::uint32_t position = 0;
  std::uint32_t length = 1;
};

/// Finds line and column of a byte. Cost: building O(text), a question O(1), 1/32 of the text in memory;
/// lines may be of any length, as in files that programs write.
class LineIndex {
 public:
  LineIndex() = default;
  explicit LineIndex(std::string_view text);
  [[nodiscard]] core::Mark mark(std::string_view text, std::uint32_t position) const;

 private:
  std::vector<core::Mark> checkpoints_;
};

/// A YAML file as read: its text and its tree. Values point into it, so it is neither copied nor moved.
struct Document {
  Document() = default;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
  ~Document() = default;

  /// Its name, and its index among the files of the declaration.
  std::string file;
  std::uint32_t index = 0;
  /// Without a byte order mark.
  std::string text;
  LineIndex lines;
  /// Empty when the file holds no value or could not be read. A deque, since growing never copies.
  std::deque<TreeNode> nodes;
  std::string store;
  /// Whether it has errors that were found before its content was looked at.
  bool is_faulty = false;

  [[nodiscard]] core::Mark mark(std::uint32_t position) const { return lines.mark(text, position); }
};

/// The line around `position`, without its end; empty when it is too long to be shown to anybody.
[[nodiscard]] std::string source_line(std::string_view text, std::size_t position);

}  // namespace mfp::declaration
