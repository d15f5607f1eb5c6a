#include "core/json/json_writer.hpp"

#include <gtest/gtest.h>

#include <string>

namespace mfp::core {
namespace {

std::string written(JsonWriter::Layout layout) {
  std::string text;
  JsonWriter json(text, layout);
  json.begin_object();
  json.add("a", "\"\x7f");
  json.key("b");
  json.begin_array();
  json.json("[1,2]");
  json.begin_array();
  json.end_array();
  json.begin_value();
  text += "0";
  json.end_array();
  json.add_json("c", "{}");
  json.end_object();
  return text;
}

TEST(JsonWriter, PutsCommasAndColons) {
  EXPECT_EQ(written(JsonWriter::Layout::compact), "{\"a\":\"\\\"\x7f\",\"b\":[[1,2],[],0],\"c\":{}}");
}

TEST(JsonWriter, SpacesAndEscapesForAPerson) {
  EXPECT_EQ(written(JsonWriter::Layout::spaced), "{\"a\": \"\\\"\\u007f\", \"b\": [[1, 2], [], 0], \"c\": {}}");
}

TEST(JsonWriter, BeginsLinesWhereItIsTold) {
  std::string text;
  JsonWriter json(text, JsonWriter::Layout::spaced);
  json.begin_array();
  for (const char* element : {"1", "2"}) {
    json.new_line("  ");
    json.json(element);
  }
  json.new_line();
  json.end_array();
  EXPECT_EQ(text, "[\n  1,\n  2\n]");
}

TEST(JsonString, IsQuotedAndEscaped) { EXPECT_EQ(json_string("a\n\"\\"), R"("a\n\"\\")"); }

}  // namespace
}  // namespace mfp::core
