#include "declaration/device/base64.hpp"

#include <gtest/gtest.h>

namespace mfp::declaration {
namespace {

TEST(Base64, IsReadAsInItsStandard) {
  // RFC 4648 section 10.
  EXPECT_EQ(decode_base64(""), "");
  EXPECT_EQ(decode_base64("Zg=="), "f");
  EXPECT_EQ(decode_base64("Zm8="), "fo");
  EXPECT_EQ(decode_base64("Zm9v"), "foo");
  EXPECT_EQ(decode_base64("Zm9v\n Ym Fy\t\r"), "foobar");
  EXPECT_EQ(decode_base64("+/8="), "\xFB\xFF");
}

TEST(Base64, IsRefusedWhenItIsNone) {
  for (const char* text : {"Z", "Zg", "Zg=", "Zg===", "====", "Z===", "Zg==Zg==", "Zm9v!", "Zg=v", "Zm-_"}) {
    EXPECT_EQ(decode_base64(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace mfp::declaration
