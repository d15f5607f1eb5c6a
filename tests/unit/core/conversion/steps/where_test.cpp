#include "core/conversion/steps/where.hpp"

#include <gtest/gtest.h>

#include "core/conversion/steps/path.hpp"
#include "support/conversions.hpp"

namespace mfp::core {
namespace {

TEST(WhereStep, LetsOnlyTheRightDeviceThrough) {
  const test::Declare seven = [](StepSettings& steps) {
    steps.set(WhereStep::conditions, {{"id", test::number("7")}, {"model", test::text("Acurite")}});
    steps.set(PathStep::path, "temp");
  };
  EXPECT_EQ(test::from_outport("number", seven, R"({"id":7,"model":"Acurite","temp":21.5})"), "21.5");
  EXPECT_EQ(test::from_outport("number", seven, R"({"id":7.0,"model":"Acurite","temp":21.5})"), "21.5");
  EXPECT_EQ(test::from_outport("number", seven, R"({"id":"7","model":"Acurite","temp":21.5})"), "21.5");
  EXPECT_EQ(test::from_outport("number", seven, R"({"id":8,"model":"Acurite","temp":21.5})"), "(nothing)");
  EXPECT_EQ(test::from_outport("number", seven, R"({"id":7,"temp":21.5})"), "(nothing)");
  EXPECT_EQ(test::from_outport("number", seven, "21.5"), "(nothing)");
}

TEST(WhereStep, NamesTheConditionWhosePathIsWrong) {
  EXPECT_EQ(test::only_problem(Direction::out, "any",
                               test::step(WhereStep::conditions, {{"a", test::text("")}, {"a..b", test::text("")}})),
            "where 1 2: has an empty name beside a dot");
}

TEST(WhereStep, FindsNothingInWhatTheGraphSendsByTheType) {
  EXPECT_EQ(test::only_problem(Direction::in, "string", test::step(WhereStep::conditions, {{"a", test::number("1")}})),
            "where 0 0: never finds anything: by the port's 'type', text expected");
}

}  // namespace
}  // namespace mfp::core
