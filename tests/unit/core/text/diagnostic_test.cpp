#include "core/text/diagnostic.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mfp::core {
namespace {

TEST(DiagnosticTest, ShowsPlaceLineAndCaret) {
  const Diagnostic diagnostic{
      Severity::error, {"devices.yaml", 7, 5, 6}, "unknown key 'topics'", "    topics: heater/state"};
  EXPECT_EQ(to_text(diagnostic),
            "devices.yaml:7:5: error: unknown key 'topics'\n"
            "    7 |     topics: heater/state\n"
            "      |     ^~~~~~\n");
}

TEST(DiagnosticTest, NamesAnotherPlaceByFileAndLine) {
  EXPECT_EQ(place_text({"devices.yaml", 7, 5, 6}), "devices.yaml:7");
  EXPECT_EQ(place_text({"devices.yaml"}), "devices.yaml");
}

TEST(DiagnosticTest, SortsByPlaceAndCountsTheRest) {
  std::vector<Diagnostic> diagnostics;
  for (std::uint32_t line = 105; line > 0; --line)
    diagnostics.push_back({Severity::error, {"f", line, 1, 1}, "wrong", ""});
  sort_by_place(diagnostics);
  const std::string text = to_text(diagnostics);
  EXPECT_TRUE(text.starts_with("f:1:1: error: wrong\nf:2:1: error: wrong\n"));
  EXPECT_TRUE(text.ends_with("f:100:1: error: wrong\n... and 5 more\n"));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 101);
}

}  // namespace
}  // namespace mfp::core
