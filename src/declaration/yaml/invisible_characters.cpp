#include "declaration/yaml/invisible_characters.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/text/invisible_character.hpp"
#include "core/text/text.hpp"
#include "declaration/yaml/lines.hpp"
#include "declaration/yaml/scalar.hpp"

namespace mfp::declaration {

namespace {

constexpr std::string_view where_meant = " (if it is meant, put the text in quotes)";

Range range_of(const core::InvisibleCharacter& character, std::size_t start) {
  return {static_cast<std::uint32_t>(start + character.offset), static_cast<std::uint32_t>(character.length)};
}

std::string message_of(const core::InvisibleCharacter& character, std::string_view place) {
  return to_text(character) + std::string(place) + ", " + std::string(cure_of(character));
}

/// What is left without the invisible characters and blanks around it.
std::string_view core_of(std::string_view text) {
  const auto begins = [&] {
    const auto found = core::find_invisible(text);
    if (!found || found->offset != 0) return std::size_t{0};
    return found->length;
  };
  for (std::size_t length = begins(); length > 0; length = begins()) text.remove_prefix(length);
  std::optional<core::InvisibleCharacter> last;
  for (auto found = core::find_invisible(text); found;
       found = core::find_invisible(text, found->offset + found->length))
    last = found;
  return last && last->offset + last->length == text.size() ? core_of(text.substr(0, last->offset)) : text;
}

/// Whether the values of a key are names of something, which have to be the same somewhere else.
bool is_name(std::string_view key) {
  constexpr std::array<std::string_view, 10> keys{"use", "extends", "component", "id",   "role",
                                                  "url", "broker",  "path",      "port", "username"};
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

/// The plain scalars of a document, one after another.
class InvisibleCheck {
 public:
  InvisibleCheck(const Document& document, Report& report) : document_(document), report_(report) {}

  void run() {
    mark_keys();
    for (std::uint32_t node = 0; node < document_.nodes.size(); ++node) {
      const TreeNode& seen = document_.nodes[node];
      if (seen.kind != Kind::scalar || seen.tag != Tag::plain) continue;
      const Value value(document_, node);
      if (!core::find_invisible(value.text())) continue;
      if (is_key_[node]) {
        check_key(value);
      } else {
        check_value(value);
      }
    }
  }

 private:
  /// Finds the keys, and of each value its key.
  void mark_keys() {
    is_key_.resize(document_.nodes.size());
    is_name_.resize(document_.nodes.size());
    for (std::uint32_t map = 0; map < document_.nodes.size(); ++map) {
      if (document_.nodes[map].kind != Kind::map) continue;
      const std::uint32_t end = next_sibling(document_, map);
      for (std::uint32_t key = map + 1; key < end;) {
        const std::uint32_t value = next_sibling(document_, key);
        is_key_[key] = true;
        is_name_[value] = is_name(Value(document_, key).text());
        key = next_sibling(document_, value);
      }
    }
  }

  void check_key(const Value& key) {
    const auto found = core::find_invisible(key.text());
    const bool behind_colon = key.text().substr(0, found->offset).ends_with(':');
    if (behind_colon || is_indentation(key, *found)) {
      const std::string_view place = behind_colon ? " behind the `:` of a key" : " in the indentation";
      return report_.error(document_, range(key, *found), message_of(*found, place));
    }
    report_.error(document_, range(key, *found), message_of(*found, " in a key") + std::string(where_meant));
  }

  void check_value(const Value& value) {
    const std::string_view text = value.text();
    for (auto found = core::find_invisible(text); found;
         found = core::find_invisible(text, found->offset + found->length)) {
      if (report_lost_mark(value, *found)) return;
    }
    const std::string_view meant = core::without_blanks(core_of(text));
    if (meant.size() == text.size()) {
      if (is_name_[value.index()]) warn_in_name(value);
      return;
    }
    const bool leads = !text.starts_with(meant);
    const auto found = core::find_invisible(text, leads ? 0 : meant.size());
    const std::string message =
        message_of(*found, leads ? " before the value" : " behind the value") + std::string(where_meant);
    // Where a number or the like is meant, it is a text now, which will not do.
    if (plain_type(meant) == ScalarType::text) {
      report_.warning(document_, range(value, *found), message);
    } else {
      report_.error(document_, range(value, *found), message);
    }
  }

  /// Whether the character keeps a `:`, `-` or `#` from meaning something; reports it then.
  bool report_lost_mark(const Value& value, const core::InvisibleCharacter& found) {
    const std::string_view before = value.text().substr(0, found.offset);
    const std::string_view behind = value.text().substr(found.offset + found.length);
    const bool begins_line = starts_line(document_.text, value.range().position);
    if (begins_line && (before == "-" || before.ends_with(':'))) {
      const std::string_view place = before == "-" ? " behind the `-` of an item" : " behind the `:` of a key";
      report_.error(document_, range(value, found), message_of(found, place));
      return true;
    }
    if (before.empty() || !behind.starts_with('#')) return false;
    report_.warning(document_, range(value, found), message_of(found, " before `#`, so that no comment begins"));
    return true;
  }

  void warn_in_name(const Value& value) {
    const auto found = core::find_invisible(value.text());
    report_.warning(document_, range(value, *found), message_of(*found, " in a name") + std::string(where_meant));
  }

  [[nodiscard]] bool is_indentation(const Value& key, const core::InvisibleCharacter& found) const {
    return key.text().substr(0, found.offset).find_first_not_of(' ') == std::string_view::npos &&
           starts_line(document_.text, key.range().position);
  }

  /// Of a text of several lines it is the first one that the file has there.
  [[nodiscard]] Range range(const Value& value, const core::InvisibleCharacter& found) const {
    if (const auto start = value.text_position()) return range_of(found, *start);
    const auto in_file = core::find_invisible(document_.text, value.range().position);
    return in_file ? range_of(*in_file, 0) : value.range();
  }

  const Document& document_;
  Report& report_;
  std::vector<bool> is_key_;
  std::vector<bool> is_name_;
};

}  // namespace

void check_invisible(const Document& document, Report& report) {
  if (core::find_invisible(document.text)) InvisibleCheck(document, report).run();
}

std::optional<TextProblem> invisible_near(std::string_view text, std::size_t position) {
  const std::size_t start = start_of_line(text, position);
  for (const std::size_t line : {start, start_of_content_above(text, start)}) {
    const std::string_view content = without_comment(line_at(text, line));
    for (auto found = core::find_invisible(content); found;
         found = core::find_invisible(content, found->offset + found->length)) {
      if (!is_in_quotes(content, found->offset))
        return TextProblem{range_of(*found, line), message_of(*found, " here")};
    }
  }
  return std::nullopt;
}

}  // namespace mfp::declaration
