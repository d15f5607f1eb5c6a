#include "core/text/invisible_character.hpp"

#include <gtest/gtest.h>

#include <string>

namespace mfp::core {
namespace {

std::string name_of(std::string_view text) {
  const auto found = find_invisible(text);
  return found ? to_text(*found) + ", " + std::string(cure_of(*found)) : "none";
}

TEST(InvisibleCharacter, IsNamedByItsCodePoint) {
  EXPECT_EQ(name_of("a\u00A0b"),
            "a no-break space (U+00A0), which looks like a blank but is none; write a blank instead");
  EXPECT_EQ(name_of("\u3000"),
            "an ideographic space (U+3000), which looks like a blank but is none; write a blank instead");
  EXPECT_EQ(name_of("\u200B"), "a zero width space (U+200B), which nobody sees; delete it");
  EXPECT_EQ(name_of("\uFEFF"), "a byte order mark (U+FEFF), which nobody sees; delete it");
}

TEST(InvisibleCharacter, IsNoneOfThoseThatPeopleSeeOrAsciiHas) {
  EXPECT_EQ(name_of("a b\tc\r\n\x7F"), "none");
  EXPECT_EQ(name_of("küche °C “x” 灯"), "none");
  EXPECT_EQ(name_of("\xC2"), "none");
}

TEST(InvisibleCharacter, IsFoundFromAPlaceOn) {
  const std::string text = "\u00A0ab\u200Bc";
  const auto first = find_invisible(text);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->offset, 0U);
  EXPECT_EQ(first->length, 2U);
  const auto second = find_invisible(text, first->offset + first->length);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->offset, 4U);
  EXPECT_EQ(second->length, 3U);
  EXPECT_FALSE(find_invisible(text, 7));
}

}  // namespace
}  // namespace mfp::core
