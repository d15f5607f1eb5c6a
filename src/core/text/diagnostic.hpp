#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mfp::core {

enum class Severity : std::uint8_t { error, warning, note };

/// A place in a file. Line and column count from 1, the column in characters; line 0 means the file as a whole.
/// `length` is how many characters the caret underlines, at least 1.
struct Place {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t length = 1;

  friend auto operator<=>(const Place&, const Place&) = default;
};

/// `file:line`, or the file alone where the whole is meant: how a message names another place.
[[nodiscard]] std::string place_text(const Place& place);

/// One problem of a declaration: what is wrong, where, what would be right.
/// `source_line` is the text of the line, without its end, or empty when there is none to show.
struct Diagnostic {
  Severity severity = Severity::error;
  Place place;
  std::string message;
  std::string source_line;

  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

/// Orders by file, line and column; problems of one place keep their order.
void sort_by_place(std::vector<Diagnostic>& diagnostics);

[[nodiscard]] bool has_errors(const std::vector<Diagnostic>& diagnostics);

/// `file:line:column: error: message`, then the source line and a caret under the place.
[[nodiscard]] std::string to_text(const Diagnostic& diagnostic);

/// The first error in one line: `devices.yaml:7:5: error: …`. Nothing without errors.
[[nodiscard]] std::optional<std::string> first_error(const std::vector<Diagnostic>& diagnostics);

/// At most `limit` problems one after another, then how many more there are.
[[nodiscard]] std::string to_text(const std::vector<Diagnostic>& diagnostics, std::size_t limit = 100);

}  // namespace mfp::core
