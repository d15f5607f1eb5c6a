#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "core/json/value.hpp"
#include "core/text/text_problem.hpp"

namespace mfp::core {

/// A regular expression in RE2's syntax: matching takes time in proportion to the text, whatever the expression.
class Pattern {
 public:
  /// Taking groups from a text costs its length times the size of the expression: a megabyte can take seconds.
  static constexpr std::size_t longest_text = 16384;

  [[nodiscard]] static tl::expected<Pattern, TextProblem> compile(std::string_view text);
  ~Pattern();
  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;

  [[nodiscard]] bool matches_whole(std::string_view text) const;

  /// Finds the first match and takes from it: an object of the named groups when there are any, else the first group,
  /// else all of it. `made` is where an object is written to; other results are parts of `text`. False when the text
  /// does not match, or the group that is wanted took no part in the match.
  [[nodiscard]] bool extract(std::string_view text, std::string& made, Value& result) const;

  [[nodiscard]] bool gives_object() const { return !names().empty(); }
  /// Of the named groups, in their order.
  [[nodiscard]] const std::vector<std::string>& names() const;

 private:
  struct Expression;
  explicit Pattern(std::unique_ptr<const Expression> expression);

  std::unique_ptr<const Expression> expression_;
};

}  // namespace mfp::core
