#include "core/model/example_verdict.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/conversion/conversion.hpp"
#include "core/conversion/steps/path.hpp"
#include "support/participants.hpp"

namespace mfp::core {
namespace {

TEST(ExampleVerdict, ComparesBytesAndOutcomes) {
  StepSettings steps;
  steps.set(PathStep::path, "v");
  PayloadReader reader;
  Example given;
  given.conversion = Conversion::compile(steps, Direction::out, "number", "d").conversion;
  const auto passes = [&](const char* payload, Expectation gives) {
    given.payload = payload;
    given.gives = std::move(gives);
    return judge(given, reader).passed;
  };
  using Kind = Expectation::Kind;
  EXPECT_TRUE(passes("{\"v\":1.50}", {Kind::bytes, "1.50"}));
  EXPECT_FALSE(passes("{\"v\":1.50}", {Kind::bytes, "1.5"}));
  EXPECT_TRUE(passes("{}", {Kind::nothing, ""}));
  EXPECT_FALSE(passes("{}", {Kind::bytes, ""}));
  EXPECT_TRUE(passes("{\"v\":\"n/a\"}", {Kind::error, ""}));
  EXPECT_FALSE(passes("{\"v\":1}", {Kind::error, ""}));
  given.conversion = nullptr;
  EXPECT_TRUE(passes("\xff", {Kind::bytes, "\xff"}));
}

TEST(ExampleVerdict, ShowsTheFirstByteThatDiffers) {
  EXPECT_EQ(difference("12.5", "12.50"), "wanted  12.5\ncame    12.50\nbyte 5: wanted the end, came 0x30 '0'\n");
  EXPECT_EQ(difference("a\nb", "a b"), "wanted  a b\ncame    a b\nbyte 2: wanted 0x0a, came 0x20\n");
}

}  // namespace
}  // namespace mfp::core
