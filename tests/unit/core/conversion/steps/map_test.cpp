#include "core/conversion/steps/map.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/conversion/steps/scale.hpp"
#include "support/conversions.hpp"

namespace mfp::core {
namespace {

TEST(MapStep, MapsByText) {
  const test::Declare on_off = [](StepSettings& steps) {
    steps.set(MapStep::entries, {{"ON", test::boolean("true")}, {"OFF", test::boolean("false")}});
  };
  EXPECT_EQ(test::from_outport("boolean", on_off, "ON"), "true");
  EXPECT_EQ(test::from_outport("boolean", on_off, "\"OFF\""), "false");
  EXPECT_EQ(test::from_outport("boolean", on_off, "on"), "(nothing)");
  const test::Declare command =
      test::step(MapStep::entries, {{"true", test::text("ON")}, {"false", test::text("OFF")}});
  EXPECT_EQ(test::to_inport("boolean", command, "true"), "ON");
  EXPECT_EQ(test::to_inport("boolean", command, "\"false\""), "OFF");
  EXPECT_EQ(test::to_inport("boolean", command, "1"), "(error) payload: true or false expected, got 1");
  const test::Declare with_default = [](StepSettings& steps) {
    steps.set(MapStep::entries, {{"0", test::text("off")}, {"1", {ValueKind::structure, R"({"a":1})"}}});
    steps.set(MapStep::otherwise, test::text("?"));
  };
  EXPECT_EQ(test::from_outport("any", with_default, "0"), "\"off\"");
  EXPECT_EQ(test::from_outport("any", with_default, "1"), R"({"a":1})");
  EXPECT_EQ(test::from_outport("any", with_default, "2"), "\"?\"");
}

TEST(MapStep, FindsItsWayInALargeMap) {
  std::vector<NamedLiteral> entries;
  for (int i = 0; i < 10000; ++i) entries.push_back({std::to_string(i), test::number(std::to_string(i * 2))});
  EXPECT_EQ(test::from_outport("number", test::step(MapStep::entries, entries), "9999"), "19998");
}

TEST(MapStep, RefusesEntriesThatNeverFit) {
  const auto of = [](Direction direction, const char* type, std::vector<NamedLiteral> entries) {
    return test::only_problem(direction, type, test::step(MapStep::entries, std::move(entries)));
  };
  EXPECT_EQ(of(Direction::out, "boolean", {{"1", test::text("on")}, {"0", test::boolean("false")}}),
            R"(map 0 0: gives "on"; by the port's 'type', true or false expected)");
  EXPECT_EQ(of(Direction::in, "boolean", {{"ON", test::text("1")}}),
            "map 0 0: never meets 'ON': by the port's 'type', true or false expected");
  EXPECT_EQ(of(Direction::out, "any", {{"a", test::number("1")}, {"a", test::number("2")}}),
            "map 1 0: has the key 'a' twice");
}

TEST(MapStep, GivesNumbersToStepsThatCompute) {
  const test::Declare scaled = [](StepSettings& steps) {
    steps.set(MapStep::entries, {{"a", test::text("b")}, {"c", test::number("1")}});
    steps.set(MapStep::otherwise, test::text("d"));
    steps.set(ScaleStep::factor, 2);
  };
  EXPECT_THAT(test::step_problems(Direction::out, "any", scaled),
              testing::ElementsAre(R"(map 0 0: gives "b", and 'scale' needs a number)",
                                   R"(default 0 0: gives "d", and 'scale' needs a number)"));
}

TEST(MapStep, HasADefaultOnlyBesideAMap) {
  EXPECT_EQ(test::only_problem(Direction::out, "any", test::step(MapStep::otherwise, test::text("x"))),
            "default 0 0: is for values that 'map' does not name, and there is no 'map'");
}

}  // namespace
}  // namespace mfp::core
