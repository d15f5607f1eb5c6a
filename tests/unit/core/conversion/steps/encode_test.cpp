#include "core/conversion/steps/encode.hpp"

#include <gtest/gtest.h>

#include "core/conversion/steps/format.hpp"
#include "support/conversions.hpp"

namespace mfp::core {
namespace {

TEST(EncodeStep, EncodesAsJsonOrBare) {
  const test::Declare json = test::step(EncodeStep::encoding, "json");
  const test::Declare bare = test::step(EncodeStep::encoding, "text");
  EXPECT_EQ(test::from_outport("any", json, "ON"), "\"ON\"");
  EXPECT_EQ(test::from_outport("any", bare, "\"ON\""), "ON");
  EXPECT_EQ(test::to_inport("any", json, "ON"), "\"ON\"");
  EXPECT_EQ(test::to_inport("string", json, "21"), "\"21\"");
  const test::Declare quoted = [](StepSettings& steps) {
    steps.set(FormatStep::format, "a{value}");
    steps.set(EncodeStep::encoding, "json");
  };
  EXPECT_EQ(test::from_outport("any", quoted, "1"), "\"a1\"");
}

TEST(EncodeStep, KnowsTwoEncodings) {
  EXPECT_EQ(test::only_problem(Direction::out, "any", test::step(EncodeStep::encoding, "xml")),
            "encode 0 0: takes json or text");
}

}  // namespace
}  // namespace mfp::core
