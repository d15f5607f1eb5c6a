#include "core/text/text_template.hpp"

#include <gtest/gtest.h>

#include <string>

namespace mfp::core {
namespace {

struct TemplateCase {
  std::string text;
  /// Texts in `'…'`, names in `<…>`; or `offset+length: message`.
  std::string outcome;
};

std::string outcome_of(std::string_view text) {
  const auto pieces = parse_template(text);
  if (!pieces) {
    const TextProblem& problem = pieces.error();
    return std::to_string(problem.offset) + '+' + std::to_string(problem.length) + ": " + problem.message;
  }
  std::string shown;
  for (const TemplatePiece& piece : *pieces) {
    shown += piece.kind == TemplatePiece::Kind::text ? '\'' + piece.text + '\'' : '<' + piece.text + '>';
  }
  return shown;
}

class Templates : public testing::TestWithParam<TemplateCase> {};

TEST_P(Templates, AreCut) { EXPECT_EQ(outcome_of(GetParam().text), GetParam().outcome); }

const std::string no_closing = "has a `{` without its `}`; write `{{` for the brace itself";
const std::string no_opening = "has a `}` without its `{`; write `}}` for the brace itself";
const std::string themselves = "; write `{{` and `}}` for the braces themselves";
const std::string no_name = "is no name (a letter, then letters, digits, `_` or `-`)" + themselves;

INSTANTIATE_TEST_SUITE_P(
    Rules, Templates,
    testing::Values(TemplateCase{"", ""}, TemplateCase{"T=21", "'T=21'"},
                    TemplateCase{"tele/{device}/SENSOR", "'tele/'<device>'/SENSOR'"},
                    TemplateCase{"{a}{b-c_9}", "<a><b-c_9>"}, TemplateCase{"a{{b}}c", "'a{b}c'"},
                    TemplateCase{"{{}}", "'{}'"}, TemplateCase{"{{{a}}}", "'{'<a>'}'"},
                    TemplateCase{"{{a}", "3+1: " + no_opening},
                    TemplateCase{"{value.ENERGY.Power}", "<value.ENERGY.Power>"},
                    TemplateCase{"{value.DS18B20-1.Temperature}", "<value.DS18B20-1.Temperature>"},
                    TemplateCase{"{value.mit Umlaut ä}", "<value.mit Umlaut ä>"},
                    TemplateCase{"a{", "1+1: " + no_closing}, TemplateCase{"{a{b}", "0+1: " + no_closing},
                    TemplateCase{"a}b", "1+1: " + no_opening}, TemplateCase{"{a}}", "3+1: " + no_opening},
                    TemplateCase{"x{}", "1+2: holds `{}`, which names nothing; write `{{}}` for the braces themselves"},
                    TemplateCase{"{1a}", "0+4: holds `{1a}`, which " + no_name},
                    TemplateCase{"a { b }", "2+5: holds `{ b }`, which " + no_name},
                    TemplateCase{"{.x}", "0+4: holds `{.x}`, which " + no_name},
                    TemplateCase{"{value.}", "0+8: holds `{value.}`, which names nothing after its dot" + themselves}));

TEST(TextTemplate, DoubledBracesAreTheTextItself) {
  const std::string text = "{\"state\": {}}";
  EXPECT_EQ(outcome_of(with_doubled_braces(text)), '\'' + text + '\'');
}

}  // namespace
}  // namespace mfp::core
