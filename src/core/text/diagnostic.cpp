#include "core/text/diagnostic.hpp"

#include <algorithm>
#include <tuple>

#include "core/text/passwords.hpp"
#include "core/text/text.hpp"

namespace mfp::core {

namespace {

constexpr std::size_t widest_shown_line = 160;

const char* name_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error: ";
    case Severity::warning:
      return "warning: ";
    case Severity::note:
      break;
  }
  return "note: ";
}

std::string source_with_caret(const Diagnostic& diagnostic) {
  // A tab or a control character in the line would move the caret away from its place.
  std::string line = printable(without_passwords(diagnostic.source_line));
  if (line.size() > widest_shown_line) return {};
  const std::string number = std::to_string(diagnostic.place.line);
  const std::string margin(number.size() < 5 ? 5 - number.size() : 0, ' ');
  const auto column = std::max<std::uint32_t>(diagnostic.place.column, 1);
  std::string text = margin + number + " | " + line + '\n';
  text += margin + std::string(number.size(), ' ') + " | " + std::string(column - 1, ' ') + '^';
  if (diagnostic.place.length > 1) text += std::string(diagnostic.place.length - 1, '~');
  return text + '\n';
}

}  // namespace

std::string place_text(const Place& place) {
  return place.line == 0 ? place.file : place.file + ':' + std::to_string(place.line);
}

void sort_by_place(std::vector<Diagnostic>& diagnostics) {
  std::stable_sort(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.place.file, a.place.line, a.place.column) < std::tie(b.place.file, b.place.line, b.place.column);
  });
}

bool has_errors(const std::vector<Diagnostic>& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::error; });
}

std::string to_text(const Diagnostic& diagnostic) {
  const Place& place = diagnostic.place;
  std::string text = place.file;
  if (place.line > 0) text += ':' + std::to_string(place.line) + ':' + std::to_string(place.column);
  if (!text.empty()) text += ": ";
  text += name_of(diagnostic.severity);
  text += diagnostic.message + '\n';
  if (place.line > 0 && !diagnostic.source_line.empty()) text += source_with_caret(diagnostic);
  return text;
}

std::optional<std::string> first_error(const std::vector<Diagnostic>& diagnostics) {
  const auto first = std::find_if(diagnostics.begin(), diagnostics.end(),
                                  [](const Diagnostic& one) { return one.severity == Severity::error; });
  if (first == diagnostics.end()) return std::nullopt;
  const std::string text = to_text(*first);
  return text.substr(0, text.find('\n'));
}

std::string to_text(const std::vector<Diagnostic>& diagnostics, std::size_t limit) {
  std::string text;
  const std::size_t shown = std::min(limit, diagnostics.size());
  for (std::size_t i = 0; i < shown; ++i) text += to_text(diagnostics[i]);
  if (diagnostics.size() > shown) {
    text += "... and " + with_thousands(diagnostics.size() - shown) + " more\n";
  }
  return text;
}

}  // namespace mfp::core
