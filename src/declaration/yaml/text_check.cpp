#include "declaration/yaml/text_check.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/text/text.hpp"
#include "declaration/yaml/indentation.hpp"
#include "declaration/yaml/invisible_characters.hpp"
#include "declaration/yaml/lines.hpp"
#include "declaration/yaml/report.hpp"
#include "declaration/yaml/typographic_quotes.hpp"
#include "declaration/yaml/unquoted_braces.hpp"

namespace mfp::declaration {

namespace {

bool is_control(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return (value < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || value == 0x7F;
}

using Explanation = std::pair<std::string_view, std::string_view>;

/// What the parser says, and what it most often means for a person.
constexpr std::array explanations = {
    Explanation{"illegal map value",
                "a `: ` where none can stand; put a text that holds `: ` in quotes, or look for a missing `:` in the "
                "line above"},
    Explanation{"illegal map key", "a key where none can stand; look at the indentation here and in the line above"},
    Explanation{"end of map not found",
                "this does not belong to the map above; look at the indentation and for a missing `:`"},
    Explanation{"end of map flow not found",
                "a `{` without its `}`, a missing `,` between its entries, or a text with braces that needs quotes"},
    Explanation{"end of sequence not found", "this does not belong to the list above; look at the indentation"},
    Explanation{"end of sequence flow not found", "a `[` without its `]`, or a missing `,` between its items"},
    Explanation{"illegal flow end", "a `}` or `]` that does not fit what was opened before"},
    Explanation{"illegal block entry", "a `- ` where no list can begin; put it in a line of its own"},
    Explanation{"illegal EOF in scalar", "the file ends before the closing quote"},
    Explanation{"illegal document indicator in scalar", "the document ends before the closing quote"},
    Explanation{"unknown token", "a character that no plain text can begin with; put the text in quotes"},
    Explanation{"illegal character in scalar", "a character that cannot stand here; put the text in quotes"},
    Explanation{"unexpected character in block scalar", "only a comment may follow `|` or `>` in its line"},
    Explanation{"cannot set zero indentation for a block scalar", "the indentation after `|` or `>` is 1 to 9"},
    Explanation{"cannot assign multiple tags to the same node", "a second tag for the same value"},
    Explanation{"cannot assign multiple anchors to the same node", "a second anchor for the same value"},
    Explanation{"aliases can't have any content, *including* tags", "an alias (`*name`) stands alone, without a tag"},
    Explanation{"alias not found after *", "a `*` begins an alias; put a text that begins with `*` in quotes"},
    Explanation{"anchor not found after &", "a `&` begins an anchor; put a text that begins with `&` in quotes"},
    Explanation{"illegal character found while scanning alias", "a character that no alias (`*name`) can hold"},
    Explanation{"illegal character found while scanning anchor", "a character that no anchor (`&name`) can hold"},
};

std::string explained(std::string_view complaint) {
  for (const auto& [said, meant] : explanations) {
    if (complaint == said) return std::string(meant);
  }
  constexpr std::string_view no_escape = "unknown escape character: ";
  if (complaint.starts_with(no_escape)) {
    std::string letter(complaint.substr(no_escape.size()));
    return "in double quotes `\\" + letter + "` means nothing; write `\\\\" + letter + "`, or use single quotes";
  }
  return "not valid YAML: " + std::string(complaint);
}

/// Where a comment begins that hides the rest of an open `{` or `[` in its line, in the lines before `position`: the
/// commonest cause of a missing end, since wildcards and `#ROLE` begin with it.
std::optional<std::size_t> comment_in_flow(std::string_view text, std::size_t position) {
  constexpr int lines_to_look_at = 20;
  std::size_t end = std::min(position, text.size());
  for (int lines = 0; lines < lines_to_look_at && end > 0; ++lines) {
    const std::size_t before = text.rfind('\n', end - 1);
    const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
    const std::string_view line = text.substr(start, text.find('\n', start) - start);
    const std::size_t opened = line.find_last_of("{[");
    const std::size_t comment = opened == std::string_view::npos ? opened : line.find(" #", opened);
    if (comment != std::string_view::npos &&
        line.substr(opened, comment - opened).find_first_of("}]'\"") == std::string_view::npos) {
      return start + comment + 1;
    }
    if (before == std::string_view::npos) break;
    end = before;
  }
  return std::nullopt;
}

/// Whether a text in quotes ends right before, as in `- '21.5' -> TARGET heater`.
bool follows_closing_quote(std::string_view text, std::size_t position) {
  const std::size_t start = start_of_line(text, position);
  const std::size_t content = text.find_first_not_of(" -", start);
  if (content >= position || (text[content] != '\'' && text[content] != '"')) return false;
  const auto length = quoted_length(text.substr(content, position - content));
  return length && text.find_first_not_of(' ', content + *length) >= position;
}

std::optional<std::size_t> tab_in_indentation(std::string_view text, std::size_t position) {
  const std::size_t start = start_of_line(text, position);
  const std::size_t content = std::min(text.find_first_not_of(" \t-", start), text.size());
  const std::size_t tab = text.substr(0, content).find('\t', start);
  return tab == std::string_view::npos ? std::nullopt : std::optional(tab);
}

/// What people do that the parser only notices further on in the line.
std::optional<TextProblem> explain_by_line(std::string_view text, std::size_t position, std::string_view complaint) {
  constexpr std::array<std::string_view, 5> of_indentation{"illegal map value", "illegal map key",
                                                           "end of map not found", "end of sequence not found",
                                                           "illegal block entry"};
  if (auto problem = explain_typographic_quotes(text, position)) return problem;
  if (auto problem = explain_braces(text, position)) return problem;
  const bool may_be_indentation =
      std::find(of_indentation.begin(), of_indentation.end(), complaint) != of_indentation.end();
  return may_be_indentation ? explain_indentation(text, position) : std::nullopt;
}

}  // namespace

std::optional<std::size_t> quoted_length(std::string_view text) {
  const char quote = text.front();
  for (std::size_t i = 1; i < text.size(); ++i) {
    const bool doubled = text.substr(i).starts_with("''");
    const bool escape = quote == '"' ? text[i] == '\\' : doubled;
    if (escape) {
      ++i;
    } else if (text[i] == quote) {
      return i + 1;
    }
  }
  return std::nullopt;
}

std::string_view alias_at(std::string_view text, std::size_t position) {
  const std::string_view rest = text.substr(std::min(position, text.size()));
  return rest.substr(0, rest.find_first_of(" \t\r\n,]}"));
}

std::optional<TextProblem> find_badly_encoded(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return TextProblem{{0, 1}, "this is UTF-16; save the file as UTF-8"};
  }
  if (const auto bad = core::first_invalid_utf8(text)) {
    const auto byte = static_cast<unsigned char>(text[*bad]);
    return TextProblem{{static_cast<std::uint32_t>(*bad), 1},
                       "the byte 0x" + core::hexadecimal(byte, 2) + " is not UTF-8; save the file as UTF-8"};
  }
  return std::nullopt;
}

std::optional<TextProblem> find_unreadable(std::string_view text) {
  if (auto problem = find_badly_encoded(text)) return problem;
  const auto control = std::find_if(text.begin(), text.end(), is_control);
  if (control == text.end()) return std::nullopt;
  const auto position = static_cast<std::uint32_t>(control - text.begin());
  return TextProblem{{position, 1},
                     "the control character " + core::code_point(static_cast<unsigned char>(*control)) +
                         " cannot stand in YAML; in double quotes it may be written as an escape"};
}

TextProblem explain_syntax(std::string_view text, std::uint32_t position, std::string_view complaint) {
  if (const auto tab = tab_in_indentation(text, std::min<std::size_t>(position, text.size()))) {
    return {{static_cast<std::uint32_t>(*tab), 1}, "a tab in the indentation; YAML takes only blanks there"};
  }
  if (auto problem = invisible_near(text, position)) return *std::move(problem);
  if (complaint.starts_with("the referenced anchor is not defined")) {
    const std::string name(alias_at(text, position).substr(1));
    return {{position, static_cast<std::uint32_t>(name.size() + 1)},
            "the alias *" + shortened(name) + " has no anchor &" + shortened(name) + " before it"};
  }
  if (complaint.ends_with("flow not found")) {
    if (const auto comment = comment_in_flow(text, position)) {
      return {{static_cast<std::uint32_t>(*comment), 1},
              "` #` begins a comment and hides the end of this line; put a text that begins with `#` in quotes"};
    }
  }
  if (complaint == "end of sequence not found" && follows_closing_quote(text, position)) {
    return {{position, 1},
            "the text in quotes ends before this; put all of it in double quotes, like \"'21.5' -> TARGET heater\""};
  }
  if (auto problem = explain_by_line(text, position, complaint)) return *std::move(problem);
  return {{position, 1}, explained(complaint)};
}

}  // namespace mfp::declaration
