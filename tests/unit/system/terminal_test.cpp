#include "system/terminal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mfp::system {
namespace {

TEST(Table, AlignsColumnsAndLeavesNoBlanksAtTheEnd) {
  EXPECT_EQ(table({{{"a"}, {"b"}}, {{"grün"}, {""}, {"c"}}, {{"d"}, {""}}}, Colour::none),
            "a      b\ngrün       c\nd\n");
  EXPECT_EQ(table({{{"a\x1b[0m", Shade::name}, {"b"}}}, Colour::ansi), "\x1b[36ma [0m\x1b[0m   b\n");
  const std::string wide(61, 'w');
  EXPECT_EQ(table({{{wide}, {"b"}}, {{"a"}, {"c"}}}, Colour::none), wide + "   b\na   c\n");
}

TEST(Table, KeepsItsColumnsWhenRowsComeLater) {
  std::vector<std::size_t> widths;
  EXPECT_EQ(table({{{"long"}, {"b"}}}, Colour::none, widths), "long   b\n");
  EXPECT_EQ(table({{{"a"}, {"b"}}}, Colour::none, widths), "a      b\n");
  EXPECT_EQ(table({{{"longer"}, {"b"}}}, Colour::none, widths), "longer   b\n");
}

TEST(JsonLine, EscapesWhatATerminalWouldObey) {
  EXPECT_EQ(json_line("[\"gr\u00fcn\u009b2J\x7f\",\n 1]"), "[\"gr\u00fcn\\u009b2J\\u007f\",  1]");
  EXPECT_EQ(json_line("\xff\"").size(), 2U);
}

}  // namespace
}  // namespace mfp::system
