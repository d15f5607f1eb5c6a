#include "core/conversion/steps/scale.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/conversion/steps/round.hpp"
#include "support/conversions.hpp"

namespace mfp::core {
namespace {

TEST(ScaleStep, Computes) {
  const auto with = [](double scale, double offset) {
    return [=](StepSettings& steps) {
      steps.set(ScaleStep::factor, scale);
      steps.set(ScaleStep::summand, offset);
    };
  };
  EXPECT_EQ(test::from_outport("number", with(0.1, 0), "213"), "21.3");
  EXPECT_EQ(test::from_outport("number", with(1.8, 32), "100"), "212");
  EXPECT_EQ(test::from_outport("number", with(1, -273.15), "\" 300.00 \""), "26.85");
  EXPECT_EQ(test::from_outport("string", with(2, 0), "1.5"), "\"3\"");
  EXPECT_EQ(test::to_inport("number", with(2.55, 0), "100"), "255");
  EXPECT_EQ(test::from_outport("number", with(2, 0), "n/a"),
            R"((error) payload: number expected for 'scale', got "n/a")");
  EXPECT_EQ(test::from_outport("number", with(2, 0), "true"), "(error) payload: number expected for 'scale', got true");
  EXPECT_EQ(test::from_outport("number", with(1e300, 0), "1e300"),
            "(error) payload: number below 1.8e308 expected for 'scale', got 1e300");
  EXPECT_EQ(test::from_outport("number", with(1, 0), "1e999"),
            "(error) payload: number below 1.8e308 expected for 'scale', got 1e999");
}

TEST(ScaleStep, RefusesNumbersThatItCannotComputeWith) {
  const auto of = [](double scale) {
    return test::only_problem(Direction::out, "any", test::step(ScaleStep::factor, scale));
  };
  EXPECT_EQ(of(HUGE_VAL), "scale 0 0: takes a number that is finite");
  EXPECT_EQ(of(0), "scale 0 0: makes the same of every value when it is 0");
}

TEST(ScaleStep, NeedsANumberAndGivesOne) {
  EXPECT_EQ(test::only_problem(Direction::in, "boolean", test::step(ScaleStep::factor, 2)),
            "scale 0 0: needs a number; by the port's 'type', true or false expected");
  EXPECT_EQ(test::only_problem(Direction::in, "boolean", test::step(ScaleStep::summand, 2)),
            "offset 0 0: needs a number; by the port's 'type', true or false expected");
  const test::Declare rounded = [](StepSettings& steps) {
    steps.set(ScaleStep::factor, 2);
    steps.set(RoundStep::places, 1);
  };
  EXPECT_EQ(test::only_problem(Direction::out, "object", rounded),
            "type 0 0: is never met, since 'scale' gives a number");
}

}  // namespace
}  // namespace mfp::core
