#include "core/conversion/steps/ignore.hpp"

#include <gtest/gtest.h>

#include "support/conversions.hpp"

namespace mfp::core {
namespace {

TEST(IgnoreStep, SkipsIgnoredValues) {
  const test::Declare ignore =
      test::step(IgnoreStep::values, {test::number("999"), test::number("-1"), test::text("n/a")});
  for (const char* payload : {"999", "999.0", "-1", "n/a", "\"999\""})
    EXPECT_EQ(test::from_outport("any", ignore, payload), "(nothing)") << payload;
  EXPECT_EQ(test::from_outport("any", ignore, "998"), "998");
}

}  // namespace
}  // namespace mfp::core
