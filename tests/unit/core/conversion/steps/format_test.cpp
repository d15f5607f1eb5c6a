#include "core/conversion/steps/format.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/conversion/steps/match.hpp"
#include "core/conversion/steps/round.hpp"
#include "support/conversions.hpp"

namespace mfp::core {
namespace {

TEST(FormatStep, Formats) {
  const auto with = [](const char* format) { return test::step(FormatStep::format, format); };
  EXPECT_EQ(test::to_inport("number", with("T={value}"), "21.50"), "T=21.50");
  EXPECT_EQ(test::to_inport("any", with("{value}"), "\"a b\""), "a b");
  EXPECT_EQ(test::to_inport("any", with("{json}"), "\"a b\""), "\"a b\"");
  EXPECT_EQ(test::to_inport("any", with("{json}"), "a b"), "\"a b\"");
  EXPECT_EQ(test::to_inport("any", with("{value}"), R"({"a": 1})"), R"({"a": 1})");
  EXPECT_EQ(test::to_inport("boolean", with(R"({{"on":{value},"role":"{role}"}})"), "true"),
            R"({"on":true,"role":"heater"})");
  EXPECT_EQ(test::to_inport("any", with(""), "x"), "");
  EXPECT_EQ(test::to_inport("any", with("pressed"), "x"), "pressed");
  EXPECT_EQ(test::to_inport("any", with("pressed"), ""), "(nothing)");
  EXPECT_EQ(test::to_inport("object", with("{value.r},{value.g.0}"), R"({"r":1,"g":["x"]})"), "1,x");
  EXPECT_EQ(test::to_inport("object", with("{value.r}"), R"("{\"r\":1}")"), "1");
  EXPECT_EQ(test::to_inport("object", with("{value.r}"), R"({"g":1})"), "(nothing)");
  EXPECT_EQ(test::to_inport("any", with("{value.r}"), "1"), "(error) payload: object expected for 'format', got 1");
  EXPECT_EQ(test::from_outport("string", with("Temperature: {value} C"), "22.3"), "Temperature: 22.3 C");
  EXPECT_EQ(test::from_outport("number", with("1{value}"), "2"), "12");
  EXPECT_EQ(test::from_outport("object", with(R"({{"v":{json}}})"), "ON"), R"({"v":"ON"})");
}

TEST(FormatStep, FindsPlacesThatNothingFills) {
  const auto of = [](const char* match, const char* format, std::optional<int> round = std::nullopt) {
    return test::step_problems(Direction::out, "any", [=](StepSettings& steps) {
      if (*match != '\0') steps.set(MatchStep::expression, match);
      if (round) steps.set(RoundStep::places, *round);
      steps.set(FormatStep::format, format);
    });
  };
  EXPECT_THAT(of("", "{value.r}", 1),
              testing::ElementsAre("format 0 0: has a place {value.r}, but 'round' gives a number"));
  EXPECT_THAT(
      of("T=([0-9]+)", "{value.r}"),
      testing::ElementsAre("format 0 0: has a place {value.r}, but 'match' has no named groups; write (?P<r>…) there"));
  EXPECT_THAT(of("T=(?P<r>[0-9]+)", "{value.x}"),
              testing::ElementsAre("format 0 0: has a place {value.x}, but 'match' has no group of this name"));
  EXPECT_THAT(of("T=(?P<r>[0-9]+)", "{value.r}"), testing::ElementsAre());
}

TEST(FormatStep, NamesThePlaceThatNothingFills) {
  EXPECT_THAT(test::only_problem(Direction::out, "any", test::step(FormatStep::format, "x{valu}")),
              testing::StartsWith("format 0 2: has a place {valu} that nothing fills"));
}

TEST(FormatStep, FindsFormatsThatAreNoNumbers) {
  const auto of = [](const char* type, const char* format) {
    return test::step_problems(Direction::out, type, test::step(FormatStep::format, format));
  };
  EXPECT_THAT(of("number", "{value} C"),
              testing::ElementsAre("format 0 0: always has \" C\" in it; by the port's 'type', number expected"));
  EXPECT_THAT(of("number", "{value}.5e3"), testing::ElementsAre());
  EXPECT_THAT(of("number", "{value.reading}"), testing::ElementsAre());
  EXPECT_THAT(of("string", "{value} C"), testing::ElementsAre());
}

TEST(FormatStep, FindsConstantsThatAreNotOfTheType) {
  EXPECT_EQ(test::only_problem(Direction::out, "number", test::step(FormatStep::format, "ON")),
            R"(format 0 0: is always "ON"; by the port's 'type', number expected)");
}

}  // namespace
}  // namespace mfp::core
