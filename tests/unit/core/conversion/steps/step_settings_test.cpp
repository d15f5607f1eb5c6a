#include "core/conversion/steps/step_settings.hpp"

#include <gtest/gtest.h>

#include "core/conversion/steps/ignore.hpp"
#include "core/conversion/steps/only_changes.hpp"
#include "core/conversion/steps/path.hpp"
#include "core/conversion/steps/round.hpp"
#include "core/conversion/steps/scale.hpp"
#include "support/conversions.hpp"

namespace mfp::core {
namespace {

TEST(StepSettings, FindsWhatWasSet) {
  StepSettings settings;
  settings.set(RoundStep::places, 1);
  settings.set(PathStep::path, "a");
  settings.set(PathStep::path, "b");
  EXPECT_EQ(*settings.find(PathStep::path), "b");
  EXPECT_EQ(*settings.find(RoundStep::places), 1);
  EXPECT_EQ(settings.find(ScaleStep::factor), nullptr);
}

TEST(StepSettings, AreTheSameWhateverTheirOrder) {
  StepSettings settings;
  settings.set(RoundStep::places, 1);
  settings.set(PathStep::path, "a");
  settings.set(OnlyChangesStep::wanted, false);
  settings.set(IgnoreStep::values, {});
  StepSettings same;
  same.set(PathStep::path, "a");
  same.set(RoundStep::places, 1);
  EXPECT_EQ(settings.hash(), same.hash());
  same.set(ScaleStep::factor, 0.1);
  EXPECT_NE(settings.hash(), same.hash());
}

}  // namespace
}  // namespace mfp::core
