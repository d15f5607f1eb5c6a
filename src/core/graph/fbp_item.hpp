#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>

#include "core/graph/fbp_words.hpp"

namespace mfp::core {

/// What stands between two arrows: `IN display OUT`, or data.
struct FbpItem {
  bool is_data = false;
  std::string json;
  TextRange data_at;
  std::optional<FbpWord> inport;
  FbpWord process;
  std::optional<FbpWord> outport;
};

/// Whether there is an arrow on either side of an item.
struct FbpArrows {
  bool before = false;
  bool behind = false;
};

/// Reads the items of a chain, each in two steps, since what the words mean depends on what follows them. A function
/// that gives false has set the problem of the text.
class FbpItemReader {
 public:
  explicit FbpItemReader(FbpText& text) : text_(text) {}

  /// Data, or up to three words.
  bool read_words(FbpItem& item);
  /// Which of the words is what, by their number and by what stands around the item.
  bool place_words(FbpItem& item, FbpArrows arrows);
  bool check_process(const FbpWord& word);

 private:
  bool check_data(const FbpItem& item, FbpArrows arrows);
  bool check_last(const FbpItem& item, FbpArrows arrows);
  bool check_port(const std::optional<FbpWord>& word);
  bool check_arrow(const FbpWord& process);
  bool refuse_dot(const FbpItem& item, std::string right, FbpArrows arrows);

  FbpText& text_;
  /// Of the item that is read.
  std::array<FbpWord, 3> words_;
  std::size_t count_ = 0;
};

}  // namespace mfp::core
