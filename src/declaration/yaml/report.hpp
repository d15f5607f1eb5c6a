#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text/diagnostic.hpp"
#include "declaration/yaml/value.hpp"

namespace mfp::declaration {

/// Collects the problems of all files, each with its source line.
class Report {
 public:
  void error(const Document& document, Range range, std::string message);
  void error(const Value& at, std::string message) { error(at.document(), at.range(), std::move(message)); }
  void warning(const Document& document, Range range, std::string message);
  void warning(const Value& at, std::string message) { warning(at.document(), at.range(), std::move(message)); }

  /// For problems without a document: a path that the user named, or a place that is known as line and column.
  void add(core::Diagnostic diagnostic);

  /// What is read is faulty by an error that has been reported already: a faulty file is faulty for each participant
  /// made from it.
  void count_known_error() { ++errors_; }

  /// Whether there are so many problems that nobody needs suggestions, which cost time, for further ones.
  [[nodiscard]] bool has_many() const { return diagnostics_.size() >= 200; }

  [[nodiscard]] bool empty() const { return diagnostics_.empty(); }

  /// Whether a foreign key is met in this file for the first time: each is reported once.
  [[nodiscard]] bool is_new_foreign_key(const Document& document, std::string_view key);

  /// All problems, sorted by place. The same problem met twice (a definition used by several roles) is given once.
  [[nodiscard]] std::vector<core::Diagnostic> take();

 private:
  friend class ErrorScope;

  std::vector<core::Diagnostic> diagnostics_;
  /// With those that are known already.
  std::size_t errors_ = 0;
  std::set<std::pair<std::uint32_t, std::string>> foreign_keys_;
};

/// The errors from here on: whether what a reader reads is faulty.
class ErrorScope {
 public:
  explicit ErrorScope(const Report& report) : report_(report), before_(report.errors_) {}

  [[nodiscard]] bool any() const { return report_.errors_ != before_; }

 private:
  const Report& report_;
  std::size_t before_;
};

/// Part of a file in a message: cut when it is long, without control characters.
[[nodiscard]] std::string shortened(std::string_view text);

/// `'text'`: how messages quote what a file says; cut when it is long, without control characters.
[[nodiscard]] std::string with_quotes(std::string_view text);

/// `a, b and c`, each shortened; of many the first.
[[nodiscard]] std::string listed(const std::vector<std::string_view>& words);

}  // namespace mfp::declaration
