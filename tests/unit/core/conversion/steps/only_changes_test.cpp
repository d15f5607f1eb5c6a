#include "core/conversion/steps/only_changes.hpp"

#include <gtest/gtest.h>

#include "support/conversions.hpp"

namespace mfp::core {
namespace {

TEST(OnlyChangesStep, IsAskedForByTheConversion) {
  const auto wants = [](bool wanted) {
    return test::compiled(Direction::out, "any", test::step(OnlyChangesStep::wanted, wanted))->only_changes();
  };
  EXPECT_TRUE(wants(true));
  EXPECT_FALSE(wants(false));
}

TEST(LastResult, TellsARepeatedResultFromAnotherOne) {
  LastResult last;
  EXPECT_FALSE(last.is_repeated_by({"1", false}));
  EXPECT_TRUE(last.is_repeated_by({"1", false}));
  EXPECT_FALSE(last.is_repeated_by({"1", true}));
  EXPECT_FALSE(last.is_repeated_by({"2", true}));
  EXPECT_FALSE(last.is_repeated_by({"1", true}));
}

}  // namespace
}  // namespace mfp::core
