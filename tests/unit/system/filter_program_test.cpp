#include "system/filter_program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mfp::system {
namespace {

TEST(FilterProgram, GivesWhatTheProgramWrites) {
  const std::string large(1'000'000, 'x');
  EXPECT_EQ(system::filter({"cat"}, large).value_or("failed"), large);
  EXPECT_EQ(system::filter({"cat"}, "").value_or("failed"), "");
  EXPECT_EQ(system::filter({"head", "-c", "1"}, large).value_or("failed"), "x");
}

TEST(FilterProgram, SaysWhyItFailed) {
  const auto missing = system::filter({"no-such-program-here"}, "x");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, system::FilterError::Kind::not_installed);
  const auto failed = system::filter({"sh", "-c", "echo why >&2; exit 3"}, "x");
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().kind, system::FilterError::Kind::failed);
  EXPECT_EQ(failed.error().text, "why\n");
}

}  // namespace
}  // namespace mfp::system
