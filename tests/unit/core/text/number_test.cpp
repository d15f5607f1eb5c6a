#include "core/text/number.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <utility>

namespace mfp::core {
namespace {

TEST(Number, IsWhatJsonCallsOne) {
  for (const char* text :
       {"0", "-0", "12", "-12.50", "0.001", "1e5", "1E+5", "1.5e-7", "123456789012345678901234567890"})
    EXPECT_TRUE(is_json_number(text)) << text;
  for (const char* text : {"", "-", "+1", "01", ".5", "5.", "1e", "1e+", "0x10", "NaN", "Infinity", "1,5", " 1", "1 "})
    EXPECT_FALSE(is_json_number(text)) << text;
}

TEST(Number, IsReadAsPeopleWriteIt) {
  constexpr std::array<std::pair<const char*, const char*>, 10> table{
      {{"21.5", "21.5"},
       {" 21.50\r\n", "21.50"},
       {"+7", "7"},
       {"007", "7"},
       {"-00.5", "-0.5"},
       {".5", "0.5"},
       {"5.", "5"},
       {"1e3", "1e3"},
       {"12345678901234567890.123", "12345678901234567890.123"},
       {"0", "0"}}};
  for (const auto& [text, json] : table) {
    std::string out;
    EXPECT_TRUE(append_number(text, out)) << text;
    EXPECT_EQ(out, json);
    EXPECT_TRUE(is_json_number(out)) << out;
  }
  for (const char* text : {"", " ", "n/a", "21,5", "1 2", "+-1", "--1", "nan", "inf", "0x1F", "1e", "."}) {
    std::string out;
    EXPECT_FALSE(append_number(text, out)) << text;
    EXPECT_EQ(out, "");
  }
}

TEST(Number, ComputedHasFifteenDigitsAtMost) {
  const std::array<std::pair<double, const char*>, 14> table{{{213 * 0.1, "21.3"},
                                                              {0.1 + 0.2, "0.3"},
                                                              {21.0, "21"},
                                                              {-0.0, "0"},
                                                              {-1.5, "-1.5"},
                                                              {100, "100"},
                                                              {1e20, "100000000000000000000"},
                                                              {1e21, "1e+21"},
                                                              {1.5e300, "1.5e+300"},
                                                              {0.000001, "0.000001"},
                                                              {0.0000001, "1e-7"},
                                                              {1.0 / 3, "0.333333333333333"},
                                                              {2.0 / 3 * 1e6, "666666.666666667"},
                                                              {9999999999999999.0, "10000000000000000"}}};
  for (const auto& [number, text] : table) {
    std::string out;
    append_computed(number, out);
    EXPECT_EQ(out, text);
  }
}

TEST(Number, RoundsByItsDecimalDigits) {
  struct Row {
    const char* number;
    int places;
    const char* rounded;
  };
  constexpr std::array<Row, 18> table{{{"22.3333333", 1, "22.3"},
                                       {"2.675", 2, "2.68"},
                                       {"-2.5", 0, "-3"},
                                       {"0.5", 0, "1"},
                                       {"0.49", 0, "0"},
                                       {"-0.04", 1, "0"},
                                       {"9.96", 1, "10"},
                                       {"21.04", 1, "21"},
                                       {"21.0", 0, "21"},
                                       {"5.340", 2, "5.34"},
                                       {"5.340", 5, "5.34"},
                                       {"0.05", 1, "0.1"},
                                       {"0.005", 1, "0"},
                                       {"1e2", 1, "100"},
                                       {"1.25e1", 0, "13"},
                                       {"18446744073709551615", 2, "18446744073709551615"},
                                       {"12345678901234567.5", 0, "12345678901234600"},
                                       {"99.99", 0, "100"}}};
  for (const Row& row : table) {
    std::string out;
    EXPECT_TRUE(append_rounded(row.number, row.places, out)) << row.number;
    EXPECT_EQ(out, row.rounded) << row.number;
  }
  std::string out;
  EXPECT_FALSE(append_rounded("1e999", 1, out));
  EXPECT_TRUE(append_rounded("1e-999", 1, out));
  EXPECT_EQ(out, "0");
}

TEST(Number, BeyondTheRangeIsZeroWhenItIsSmall) {
  EXPECT_EQ(to_double("1e-999"), 0.0);
  EXPECT_EQ(to_double("0." + std::string(700, '0') + "1e+100"), 0.0);
  EXPECT_EQ(to_double("1e999"), std::nullopt);
  EXPECT_EQ(to_double("1" + std::string(700, '0') + "e-100"), std::nullopt);
  EXPECT_EQ(to_double("1e99999999999999999999"), std::nullopt);
  EXPECT_EQ(to_double("1e-99999999999999999999"), 0.0);
}

TEST(Number, IsComparedByValue) {
  EXPECT_TRUE(same_number("7", "7.0"));
  EXPECT_TRUE(same_number("1e2", "100"));
  EXPECT_FALSE(same_number("9007199254740992", "9007199254740993"));
  EXPECT_FALSE(same_number("1e999", "2e999"));
  EXPECT_TRUE(same_number("-0", "0"));
  EXPECT_TRUE(same_number("-0", "0.0"));
}

}  // namespace
}  // namespace mfp::core
