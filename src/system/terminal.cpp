#include "system/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "core/json/json_text.hpp"
#include "core/text/text.hpp"

namespace mfp::system {

namespace {

constexpr std::size_t widest_column = 60;

}  // namespace

Colour output_colour() {
  const char* unwanted = std::getenv("NO_COLOR");
  const bool wanted = unwanted == nullptr || *unwanted == '\0';
  return wanted && isatty(STDOUT_FILENO) == 1 ? Colour::ansi : Colour::none;
}

std::size_t terminal_width() {
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

std::string painted(std::string_view text, Shade shade, Colour colour) {
  if (colour == Colour::none || shade == Shade::plain || text.empty()) return std::string(text);
  const std::string_view code = shade == Shade::name ? "36" : "2";
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

std::string json_line(std::string_view json) {
  // The other control characters can only stand between values.
  return core::printable(core::escaped_controls(json));
}

std::string table(const std::vector<Row>& rows, Colour colour) {
  std::vector<std::size_t> widths;
  return table(rows, colour, widths);
}

std::string table(const std::vector<Row>& rows, Colour colour, std::vector<std::size_t>& widths) {
  for (const Row& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::size_t width = core::count_characters(row[i].text);
      if (width <= widest_column) widths[i] = std::max(widths[i], width);
    }
  }
  std::string text;
  for (const Row& row : rows) {
    std::size_t blanks = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::size_t width = core::count_characters(row[i].text);
      if (width > 0) {
        text += std::string(blanks, ' ') + painted(core::printable(row[i].text), row[i].shade, colour);
        blanks = 0;
      }
      blanks += std::max(widths[i], width) - width + 3;
    }
    text += '\n';
  }
  return text;
}

}  // namespace mfp::system
