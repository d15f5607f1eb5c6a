#include "core/text/slip.hpp"

#include <gtest/gtest.h>

namespace mfp::core {
namespace {

TEST(Slip, IsALetterWrongMissingTooManyOrTwoSwapped) {
  EXPECT_TRUE(is_slip_of("heatar", "heater"));
  EXPECT_TRUE(is_slip_of("heatr", "heater"));
  EXPECT_TRUE(is_slip_of("heaterr", "heater"));
  EXPECT_TRUE(is_slip_of("heatre", "heater"));
  EXPECT_TRUE(is_slip_of("Heater", "heater"));
  EXPECT_TRUE(is_slip_of("hall_display", "hall-display"));
  EXPECT_TRUE(is_slip_of("lamp1", "lampl"));
}

TEST(Slip, IsNoneOfTwoErrorsOrTheSameName) {
  EXPECT_FALSE(is_slip_of("heater", "heater"));
  EXPECT_FALSE(is_slip_of("haetre", "heater"));
  EXPECT_FALSE(is_slip_of("heat", "heater"));
  EXPECT_FALSE(is_slip_of("", "heater"));
}

TEST(Slip, IsNoneBetweenNamesThatCount) {
  EXPECT_FALSE(is_slip_of("lamp2", "lamp1"));
  EXPECT_FALSE(is_slip_of("lamp", "lamp2"));
  EXPECT_FALSE(is_slip_of("lamp12", "lamp21"));
  EXPECT_FALSE(is_slip_of("sensor-a", "sensor-b"));
  EXPECT_FALSE(is_slip_of("a/sensor", "b/sensor"));
}

TEST(Slip, IsNoneBetweenShortNames) {
  EXPECT_FALSE(is_slip_of("tv", "tb"));
  EXPECT_FALSE(is_slip_of("cat", "car"));
}

}  // namespace
}  // namespace mfp::core
