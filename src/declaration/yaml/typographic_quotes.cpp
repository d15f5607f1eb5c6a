#include "declaration/yaml/typographic_quotes.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "declaration/yaml/lines.hpp"

namespace mfp::declaration {

namespace {

/// Opening and closing ones of several languages; which is which differs.
constexpr std::array<std::string_view, 13> quotes{"\u201C", "\u201D", "\u201E", "\u201F", "\u2018", "\u2019", "\u201A",
                                                  "\u201B", "\u00AB", "\u00BB", "\u2039", "\u203A", "\u2033"};

std::string_view quote_before(std::string_view text) {
  const auto* const found =
      std::find_if(quotes.begin(), quotes.end(), [&](std::string_view quote) { return text.starts_with(quote); });
  return found == quotes.end() ? std::string_view{} : *found;
}

bool ends_with_quote(std::string_view text) {
  return std::any_of(quotes.begin(), quotes.end(), [&](std::string_view quote) { return text.ends_with(quote); });
}

/// What stands between the quotes, in ours.
std::string message_of(std::string_view text, std::string_view quote) {
  std::string_view inside = text.substr(quote.size());
  for (const std::string_view closing : quotes) {
    if (inside.ends_with(closing)) inside.remove_suffix(closing.size());
  }
  return std::string(quote) + " is a quote of word processors, and a letter for YAML; write " + with_quotes(inside);
}

bool is_for_people(std::string_view key) { return key == "label" || key == "description"; }

void check(const Value& scalar, std::string_view key, Report& report) {
  if (scalar.kind() != Kind::scalar || scalar.tag() != Tag::plain) return;
  const std::string_view quote = quote_before(scalar.text());
  if (quote.empty() || scalar.text().size() == quote.size() || !ends_with_quote(scalar.text())) return;
  if (is_for_people(key)) {
    report.warning(scalar, message_of(scalar.text(), quote));
  } else {
    report.error(scalar, message_of(scalar.text(), quote));
  }
}

}  // namespace

void check_typographic_quotes(const Document& document, Report& report) {
  const auto is_wide = [](char letter) { return static_cast<unsigned char>(letter) >= 0x80; };
  if (std::none_of(document.text.begin(), document.text.end(), is_wide)) return;
  for (std::uint32_t node = 0; node < document.nodes.size(); ++node) {
    const Value value(document, node);
    if (value.kind() == Kind::list && document.nodes[node].kind == Kind::list) {
      for (const Value& item : items(value)) check(item, {}, report);
    } else if (document.nodes[node].kind == Kind::map) {
      for (const Entry& entry : entries(value)) {
        check(entry.key, {}, report);
        check(entry.value, entry.key.text(), report);
      }
    }
  }
}

std::optional<TextProblem> explain_typographic_quotes(std::string_view text, std::size_t position) {
  const std::size_t start = start_of_line(text, position);
  const std::string_view line = without_comment(line_at(text, start));
  for (std::size_t at = 0; at < line.size(); ++at) {
    const bool begins_value = at == 0 || std::string_view(" {[").find(line[at - 1]) != std::string_view::npos;
    const std::string_view quote = begins_value ? quote_before(line.substr(at)) : std::string_view{};
    if (quote.empty() || is_in_quotes(line, at)) continue;
    std::size_t end = line.size();
    for (const std::string_view closing : quotes) end = std::min(end, line.find(closing, at + quote.size()));
    return TextProblem{{static_cast<std::uint32_t>(start + at), static_cast<std::uint32_t>(quote.size())},
                       message_of(line.substr(at, end - at), quote)};
  }
  return std::nullopt;
}

}  // namespace mfp::declaration
