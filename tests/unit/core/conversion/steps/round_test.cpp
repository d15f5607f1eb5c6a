#include "core/conversion/steps/round.hpp"

#include <gtest/gtest.h>

#include "core/conversion/steps/scale.hpp"
#include "support/conversions.hpp"

namespace mfp::core {
namespace {

TEST(RoundStep, Rounds) {
  const auto to = [](int places) { return test::step(RoundStep::places, places); };
  EXPECT_EQ(test::from_outport("number", to(1), "22.3333333"), "22.3");
  EXPECT_EQ(test::from_outport("number", to(0), "\"21.5\""), "22");
  EXPECT_EQ(test::from_outport("number", to(0), "9007199254740993"), "9007199254740993");
  EXPECT_EQ(test::from_outport("number", to(1), "ON"), R"((error) payload: number expected for 'round', got "ON")");
  const test::Declare both = [](StepSettings& steps) {
    steps.set(ScaleStep::factor, 0.01);
    steps.set(RoundStep::places, 1);
  };
  EXPECT_EQ(test::from_outport("number", both, "2267.5"), "22.7");
}

TEST(RoundStep, RefusesWhatItCannotRoundTo) {
  EXPECT_EQ(test::only_problem(Direction::out, "any", test::step(RoundStep::places, 16)),
            "round 0 0: takes the digits after the point, 0 to 15");
  EXPECT_EQ(test::only_problem(Direction::out, "boolean", test::step(RoundStep::places, 1)),
            "type 0 0: is never met, since 'round' gives a number");
}

}  // namespace
}  // namespace mfp::core
