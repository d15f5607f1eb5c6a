#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace mfp::declaration {

/// Finds the tokens of a JSON text again that a parser has just found valid, one after the other: such a parser tells
/// what it reads, but not where.
class JsonTokens {
 public:
  explicit JsonTokens(std::string_view text) : text_(text), end_(text.starts_with("\xEF\xBB\xBF") ? 3 : 0) {}

  /// Moves on to the next bracket, string, number or word; commas, colons and blanks are skipped.
  void next() {
    start_ = std::min(text_.find_first_not_of(" \t\r\n,:", end_), text_.size());
    end_ = std::min(start_ + 1, text_.size());
    if (start_ == text_.size()) return;
    const char first = text_[start_];
    if (first == '"') return skip_string();
    if (first != '{' && first != '}' && first != '[' && first != ']') {
      end_ = std::min(text_.find_first_of(" \t\r\n,:{}[]\"", end_), text_.size());
    }
  }

  [[nodiscard]] std::size_t start() const { return start_; }
  [[nodiscard]] std::size_t end() const { return end_; }

 private:
  void skip_string() {
    while (end_ < text_.size() && text_[end_] != '"') end_ += text_[end_] == '\\' ? 2 : 1;
    end_ = std::min(end_ + 1, text_.size());
  }

  std::string_view text_;
  std::size_t start_ = 0;
  std::size_t end_ = 0;
};

}  // namespace mfp::declaration
