#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mfp::system {

enum class Colour : std::uint8_t { none, ansi };

/// How a text is shown where there is colour.
enum class Shade : std::uint8_t { plain, name, faint };

/// Colour on a terminal, none into a pipe or with NO_COLOR (no-color.org).
[[nodiscard]] Colour output_colour();

/// Columns of the terminal on standard output; nothing (0) when it is none.
[[nodiscard]] std::size_t terminal_width();

[[nodiscard]] std::string painted(std::string_view text, Shade shade, Colour colour);

/// JSON on one line for programs, that a terminal can be shown as well: control characters, which JSON allows from
/// U+007F on, are escaped.
[[nodiscard]] std::string json_line(std::string_view json);

/// A cell of a table.
struct Cell {
  std::string text;
  Shade shade = Shade::plain;
};
using Row = std::vector<Cell>;

/// Lines with aligned columns, three blanks between them, without blanks at the end. Texts are made printable. A cell
/// wider than 60 columns moves its own line only.
[[nodiscard]] std::string table(const std::vector<Row>& rows, Colour colour);

/// The same for lines that come one after the other: columns are at least `widths` wide, which grow with the rows.
[[nodiscard]] std::string table(const std::vector<Row>& rows, Colour colour, std::vector<std::size_t>& widths);

}  // namespace mfp::system
