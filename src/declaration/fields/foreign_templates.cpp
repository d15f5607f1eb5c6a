#include "declaration/fields/foreign_templates.hpp"

#include <array>
#include <optional>

#include "core/text/text.hpp"

namespace mfp::declaration {

namespace {

constexpr auto none = std::string_view::npos;

/// Where in a text something stands that is another program's, and what it would be here.
struct Foreign {
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string ours;
};

bool is_word(char letter) {
  const char small = core::lower(letter);
  return (small >= 'a' && small <= 'z') || (letter >= '0' && letter <= '9') || letter == '_';
}

/// The part that `value_json.ENERGY.Power | round(1)` takes: `ENERGY.Power`.
std::string_view part_of(std::string_view expression) {
  constexpr std::string_view json = "value_json.";
  if (!expression.starts_with(json)) return {};
  std::size_t end = json.size();
  while (end < expression.size() && (is_word(expression[end]) || expression[end] == '.')) ++end;
  return expression.substr(json.size(), end - json.size());
}

/// `{{ value }}`, `{{ value_json.temperature }}`.
std::optional<Foreign> find_jinja(std::string_view text) {
  for (std::size_t start = text.find("{{"); start != none; start = text.find("{{", start + 2)) {
    const std::size_t end = text.find("}}", start);
    if (end == none) return std::nullopt;
    const std::string_view inside = text.substr(start + 2, end - start - 2);
    const std::string_view expression = core::without_blanks(inside);
    const std::string_view word = expression.substr(0, expression.find_first_of(" .|["));
    if (word != "value" && word != "value_json" && word != "states" && word != "payload") continue;
    const std::string_view part = part_of(expression);
    const std::string ours = part.empty() ? "{value}" : "{value." + std::string(part) + '}';
    return Foreign{start, end + 2 - start, ours};
  }
  return std::nullopt;
}

/// `%s`, `%d`, `%.1f`.
std::optional<Foreign> find_printf(std::string_view text) {
  for (std::size_t start = text.find('%'); start != none; start = text.find('%', start + 1)) {
    const std::size_t end = text.find_first_not_of("0123456789.", start + 1);
    if (end == none || std::string_view("sdifug").find(text[end]) == none) continue;
    const bool is_word_of_its_own = end + 1 == text.size() || !is_word(text[end + 1]);
    if (is_word_of_its_own) return Foreign{start, end + 1 - start, "{value}"};
  }
  return std::nullopt;
}

/// `$value`.
std::optional<Foreign> find_variable(std::string_view text) {
  constexpr std::array<std::string_view, 4> names{"$value", "$payload", "$json", "$VALUE"};
  for (const std::string_view name : names) {
    const std::size_t start = text.find(name);
    if (start == none) continue;
    const std::size_t end = start + name.size();
    if (end == text.size() || !is_word(text[end])) return Foreign{start, name.size(), "{value}"};
  }
  return std::nullopt;
}

}  // namespace

void warn_of_foreign_template(const Reading& reading, const Entry& format, const Subject& subject) {
  if (format.value.kind() != Kind::scalar) return;
  const std::string_view text = format.value.text();
  auto found = find_jinja(text);
  if (!found) found = find_printf(text);
  if (!found) found = find_variable(text);
  if (!found) return;
  reading.report.warning(format.value.document(), format.value.range_of(found->offset, found->length),
                         name_of(format, subject) + " takes `" + shortened(text.substr(found->offset, found->length)) +
                             "` as it is; the value is put in with `" + shortened(found->ours) + '`');
}

}  // namespace mfp::declaration
