#include "core/text/text.hpp"

#include <gtest/gtest.h>

namespace mfp::core {
namespace {

TEST(Text, WritesNumbersInHexadecimal) {
  EXPECT_EQ(hexadecimal(255, 4), "00ff");
  EXPECT_EQ(hexadecimal(UINT64_MAX, 16), "ffffffffffffffff");
  EXPECT_EQ(code_point(0xA0), "U+00A0");
  EXPECT_EQ(code_point(0x10FFFF), "U+10FFFF");
}

TEST(Text, ListsWords) {
  EXPECT_EQ(listed({}, 2), "");
  EXPECT_EQ(listed({"a"}, 2), "a");
  EXPECT_EQ(listed({"a", "b"}, 2), "a and b");
  EXPECT_EQ(listed({"a", "b", "c"}, 3), "a, b and c");
  EXPECT_EQ(listed({"a", "b", "c", "d"}, 2), "a, b and 2 more");
}

TEST(Text, PadsTheBeginningOfALine) {
  EXPECT_EQ(padded("ab", 5), "ab   ");
  EXPECT_EQ(padded("abcd", 5), "abcd  ");
}

}  // namespace
}  // namespace mfp::core
