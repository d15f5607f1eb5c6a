#include "declaration/yaml/scalar.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "declaration/fields/value_json.hpp"
#include "declaration/yaml/document_reader.hpp"

namespace mfp::declaration {
namespace {

std::string json_of(const std::string& yaml) {
  Report report;
  Document document;
  read_document(yaml, document, report);
  if (document.nodes.empty()) return "unread: " + core::to_text(report.take());
  std::string json = to_json(report, Value(document, 0));
  if (!report.empty()) return report.take().front().message;
  return json;
}

TEST(Scalar, TakesItsTypeFromTheCoreSchemaOfYaml12) {
  const std::vector<std::pair<std::string, std::string>> table{
      {"[null]", "[null]"},
      {"[~]", "[null]"},
      {"[true]", "[true]"},
      {"[FALSE]", "[false]"},
      {"[tRUE]", R"(["tRUE"])"},
      {"[yes]", R"(["yes"])"},
      {"[off]", R"(["off"])"},
      {"[0]", "[0]"},
      {"[-0]", "[-0]"},
      {"[+12]", "[12]"},
      {"[0012]", "[12]"},
      {"[000]", "[0]"},
      {"[0o777]", "[511]"},
      {"[0o8]", R"(["0o8"])"},
      {"[0xfF]", "[255]"},
      {"[0xFFFFFFFFFFFFFFFF]", "[18446744073709551615]"},
      {"[123456789012345678901234567890]", "[123456789012345678901234567890]"},
      {"[1.0]", "[1.0]"},
      {"[21.50]", "[21.50]"},
      {"[-.5]", "[-0.5]"},
      {"[3.]", "[3.0]"},
      {"[1e400]", "[1e400]"},
      {"[1.e5]", "[1.0e5]"},
      {"[1e]", R"(["1e"])"},
      {"[1.2.3]", R"(["1.2.3"])"},
      {"['1']", R"(["1"])"},
      {"[\"true\"]", R"(["true"])"},
      {"[.inf]", "'.inf' is no number that JSON can carry; put it in quotes if it is meant as a text"},
      {"['.inf']", R"([".inf"])"},
      {"[!!int x]", "'x' has the tag !!int, but is no whole number"},
      {"[!!float 5]", "[5]"},
      {"[!!int 5.5]", "'5.5' has the tag !!int, but is no whole number"},
      {"[!!str 5]", R"(["5"])"},
      {"{5: five, null: nothing, a b: c}", R"({"5":"five","null":"nothing","a b":"c"})"},
      {"{}", "{}"},
      {"[]", "[]"},
      {"[[], {}]", "[[],{}]"},
      {"|\n  a\n   b\n", R"("a\n b\n")"},
  };
  for (const auto& [yaml, json] : table) EXPECT_EQ(json_of(yaml), json) << yaml;
}

TEST(Scalar, KeepsTextsWhateverTheyHold) {
  EXPECT_EQ(json_of("[\"\\0\"]"), R"(["\u0000"])");
  EXPECT_EQ(json_of("['it''s']"), R"(["it's"])");
  EXPECT_EQ(json_of("[\"\\ud83d\"]").substr(0, 6), "unread");
}

}  // namespace
}  // namespace mfp::declaration
