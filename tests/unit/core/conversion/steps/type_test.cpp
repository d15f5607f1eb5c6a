#include "core/conversion/steps/type.hpp"

#include <gtest/gtest.h>

#include "core/conversion/steps/path.hpp"
#include "core/conversion/steps/where.hpp"
#include "support/conversions.hpp"

namespace mfp::core {
namespace {

TEST(TypeStep, TurnsTextIntoTheType) {
  const test::Declare path = test::step(PathStep::path, "v");
  EXPECT_EQ(test::from_outport("integer", path, R"({"v":"7"})"), "7");
  EXPECT_EQ(test::from_outport("integer", path, R"({"v":7.0})"), "7.0");
  EXPECT_EQ(test::from_outport("integer", path, R"({"v":7.5})"), "(error) path `v`: whole number expected, got 7.5");
  EXPECT_EQ(test::from_outport("number", path, R"({"v":"+007.50"})"), "7.50");
  EXPECT_EQ(test::from_outport("number", path, R"({"v":"NaN"})"), R"((error) path `v`: number expected, got "NaN")");
  EXPECT_EQ(test::from_outport("number", path, R"({"v":true})"), "(error) path `v`: number expected, got true");
  EXPECT_EQ(test::from_outport("boolean", path, R"({"v":" true "})"), "true");
  EXPECT_EQ(test::from_outport("boolean", path, R"({"v":"yes"})"),
            R"((error) path `v`: true or false expected, got "yes")");
  EXPECT_EQ(test::from_outport("string", path, R"({"v":21.50})"), "\"21.50\"");
  EXPECT_EQ(test::from_outport("string", path, R"({"v":[1]})"), "(error) path `v`: text expected, got [1]");
  EXPECT_EQ(test::from_outport("object", path, R"({"v":"{\"a\":1}"})"), R"({"a":1})");
  EXPECT_EQ(test::from_outport("object", path, R"({"v":[]})"), "(error) path `v`: object expected, got []");
  EXPECT_EQ(test::from_outport("array", path, R"({"v":[1]})"), "[1]");
  EXPECT_EQ(test::from_outport("bang", path, R"({"v":1})"), "1");
}

TEST(TypeStep, LooksIntoAnObjectThatCameAsText) {
  const test::Declare path = [](StepSettings& steps) {
    steps.set(WhereStep::conditions, {{"b", test::number("2")}});
    steps.set(PathStep::path, "a.0");
  };
  EXPECT_EQ(test::to_inport("object", path, R"("{\"a\":[1],\"b\":2}")"), "1");
}

}  // namespace
}  // namespace mfp::core
