#include "core/conversion/steps/match.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/conversion/steps/scale.hpp"
#include "support/conversions.hpp"

namespace mfp::core {
namespace {

TEST(MatchStep, MatchesText) {
  const auto with = [](const char* expression) { return test::step(MatchStep::expression, expression); };
  EXPECT_EQ(test::from_outport("number", with("T=([0-9.]+)"), "xT=21.5;"), "21.5");
  EXPECT_EQ(test::from_outport("any", with("T=([0-9.]+)"), "T=21.5"), "\"21.5\"");
  EXPECT_EQ(test::from_outport("any", with("[0-9]+"), "a12b"), "\"12\"");
  EXPECT_EQ(test::from_outport("any", with("T=([0-9.]+)"), "H=1"), "(nothing)");
  EXPECT_EQ(test::from_outport("any", with("(a)|b"), "b"), "(nothing)");
  EXPECT_EQ(test::from_outport("object", with("(?P<r>\\d+),(?P<g>\\d+)"), "12,34"), R"({"r":"12","g":"34"})");
  EXPECT_EQ(test::from_outport("any", with("^(.*)$"), R"("quoted")"), "\"quoted\"");
}

TEST(MatchStep, RunsExpressionsInLinearTime) {
  const auto conversion =
      test::compiled(Direction::out, "any", test::step(MatchStep::expression, "^(([a-z])+.)+[A-Z]([a-z])+$"));
  EXPECT_EQ(test::converted(*conversion, std::string(16000, 'a')), "(nothing)");
}

TEST(MatchStep, MatchesNoMoreTextThanItCanInNoTime) {
  const auto conversion =
      test::compiled(Direction::out, "any", test::step(MatchStep::expression, "((a|b|c){0,300})*x"));
  EXPECT_EQ(test::converted(*conversion, std::string(16000, 'a')), "(nothing)");
  EXPECT_THAT(test::converted(*conversion, std::string(17000, 'a')),
              testing::StartsWith("(error) payload: at most 16 KiB of text expected for 'match', got \"aaa"));
}

TEST(MatchStep, RefusesExpressionsThatItCannotWorkWith) {
  const auto of = [](const char* expression) {
    return test::only_problem(Direction::out, "any", test::step(MatchStep::expression, expression));
  };
  EXPECT_THAT(of("ab(c"), testing::StartsWith("match 0 0: is no regular expression (RE2): missing ) in `ab(c`"));
  EXPECT_EQ(of("(?P<a>x)(?P<a>y)"), "match 0 0: has two groups of one name");
  EXPECT_EQ(of("a\\\\(\\C)"), "match 0 4: takes single bytes by `\\C`, which are no text; write `.`");
}

TEST(MatchStep, GivesAnObjectThatNeitherANumberNorAStepThatComputesCanBe) {
  EXPECT_EQ(test::only_problem(Direction::out, "number", test::step(MatchStep::expression, "(?P<a>x)")),
            "match 0 0: gives an object of its named groups; by the port's 'type', number expected");
  const test::Declare scaled = [](StepSettings& steps) {
    steps.set(MatchStep::expression, "(?P<a>x)");
    steps.set(ScaleStep::factor, 2);
  };
  EXPECT_EQ(test::only_problem(Direction::out, "any", scaled),
            "match 0 0: gives an object of its named groups, and 'scale' needs a number");
}

}  // namespace
}  // namespace mfp::core
