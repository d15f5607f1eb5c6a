#include "core/conversion/steps/path.hpp"

#include <gtest/gtest.h>

#include "support/conversions.hpp"

namespace mfp::core {
namespace {

TEST(PathStep, TakesAPart) {
  const test::Declare power = test::step(PathStep::path, "ENERGY.Power");
  EXPECT_EQ(test::from_outport("number", power, R"({"ENERGY":{"Power":12}})"), "12");
  EXPECT_EQ(test::from_outport("number", power, R"({"ENERGY":{"Power":"12.50"}})"), "12.50");
  EXPECT_EQ(test::from_outport("any", power, R"({"ENERGY":{"Power":"x\"y"}})"), R"("x\"y")");
  EXPECT_EQ(test::from_outport("any", power, R"({"ENERGY":{"Power":[1, 2]}})"), "[1, 2]");
  EXPECT_EQ(test::from_outport("any", power, R"({"ENERGY":{"Power":18446744073709551615}})"), "18446744073709551615");
  EXPECT_EQ(test::from_outport("any", power, R"({"ENERGY":{"Power":123456789012345678901234567890}})"),
            "123456789012345678901234567890");
  EXPECT_EQ(test::from_outport("any", power, R"({"ENERGY":{"Power":5.340}})"), "5.340");
  for (const char* payload : {R"({"ENERGY":{}})", R"({"ENERGY":{"Power":null}})", R"({"ENERGY":1})", "[]", "ON", "12",
                              "null", "", R"({"ENERGY":{"Power":12}} x)"})
    EXPECT_EQ(test::from_outport("any", power, payload), "(nothing)") << payload;
  EXPECT_EQ(test::from_outport("number", power, R"({"ENERGY":{"Power":"n/a"}})"),
            R"((error) path `ENERGY.Power`: number expected, got "n/a")");
  EXPECT_EQ(test::to_inport("any", power, R"({"ENERGY":{"Power":"ON"}})"), "ON");
}

TEST(PathStep, FindsNothingInWhatTheGraphSendsByTheType) {
  EXPECT_EQ(test::only_problem(Direction::in, "number", test::step(PathStep::path, "a")),
            "path 0 0: never finds anything: by the port's 'type', number expected");
}

}  // namespace
}  // namespace mfp::core
