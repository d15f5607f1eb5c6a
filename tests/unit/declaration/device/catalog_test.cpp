#include "declaration/device/catalog.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/memory_files.hpp"

namespace mfp::declaration {
namespace {

using testing::ElementsAre;

TEST(Brands, AreReadFromAllFolders) {
  test::MemoryFiles files;
  files.add("a/brands.txt",
            "# comment: with; all\n\nikea,tradfri : zigbee2mqtt/ ; by radio; or so\nno colon; way\n: x; y\nz: q\n");
  files.add("b/brands.txt", "neo: wled/light, esphome/; strips\r\n");
  EXPECT_THAT(brands(files, {"a", "none", "b"}),
              ElementsAre(Brand{{"ikea", "tradfri"}, {"zigbee2mqtt/"}, "by radio; or so"},
                          Brand{{"neo"}, {"wled/light", "esphome/"}, "strips"}));
}

TEST(Brands, AreServedByDefinitionsAndFamilies) {
  const Brand brand{{"neo"}, {"wled/light", "esphome/"}, ""};
  EXPECT_TRUE(serves(brand, "wled/light"));
  EXPECT_FALSE(serves(brand, "wled/light-2"));
  EXPECT_TRUE(serves(brand, "esphome/switch"));
  EXPECT_FALSE(serves(brand, "esphome"));
}

}  // namespace
}  // namespace mfp::declaration
