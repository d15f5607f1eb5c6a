#include "core/json/json_document.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "core/json/json_path.hpp"

namespace mfp::core {
namespace {

using JsonOutcome = JsonDocument::Outcome;

std::string at(const std::string& json, const char* path) {
  JsonDocument document;
  if (document.read(json) != JsonOutcome::json) return "no JSON";
  const JsonNode* node = JsonPath::parse(path)->find(document.nodes());
  return node == nullptr ? "not there" : std::string(node->text);
}

TEST(JsonDocument, GivesPartsAsTheyWereWritten) {
  const std::string json =
      R"( {"a": {"b": [1, 2.50, {"c":"x\ty\u00e9"}], "e": {} }, "n": 12345678901234567890123 , "t":true} )";
  EXPECT_EQ(at(json, "a.b.1"), "2.50");
  EXPECT_EQ(at(json, "a.b.2.c"), "x\ty\u00e9");
  EXPECT_EQ(at(json, "a.b"), R"([1, 2.50, {"c":"x\ty\u00e9"}])");
  EXPECT_EQ(at(json, "a.e"), "{}");
  EXPECT_EQ(at(json, "a"), R"({"b": [1, 2.50, {"c":"x\ty\u00e9"}], "e": {} })");
  EXPECT_EQ(at(json, "n"), "12345678901234567890123");
  EXPECT_EQ(at(json, "t"), "true");
  EXPECT_EQ(at(json, "a.b.3"), "not there");
  EXPECT_EQ(at(json, "a.b.x"), "not there");
  EXPECT_EQ(at(json, "t.x"), "not there");
}

TEST(JsonDocument, TakesTheLastOfDuplicateNames) {
  EXPECT_EQ(at(R"({"a":1,"b":2,"a":3})", "a"), "3");
  EXPECT_EQ(at(R"({"\u0061":1,"a":{"x":4}})", "a.x"), "4");
}

TEST(JsonDocument, CountsNullAsNotThere) {
  EXPECT_EQ(at(R"({"a":null})", "a"), "not there");
  EXPECT_EQ(at(R"({"a":null})", "a.b"), "not there");
}

TEST(JsonDocument, ReadsScalars) {
  for (const char* json : {"1", "-0", "true", "null", "\"x\"", "\"\"", " 7 ", "\"\\\"\""}) {
    JsonDocument document;
    EXPECT_EQ(document.read(json), JsonOutcome::json) << json;
    EXPECT_EQ(document.nodes().size(), 1U) << json;
  }
}

TEST(JsonDocument, RefusesWhatIsNotJson) {
  for (const char* text : {"",
                           " ",
                           "ON",
                           "tru",
                           "True",
                           "{",
                           "}",
                           "[",
                           "]",
                           "[1,]",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{\"a\":1,}",
                           "{a:1}",
                           "{'a':1}",
                           "1 2",
                           "1,2",
                           "],[",
                           "1],[2",
                           "{}{}",
                           "{} x",
                           "\"",
                           "\"a",
                           "a\"",
                           "\"a\"b",
                           "\"a\" \"b\"",
                           "\"\\x\"",
                           "\"\\ud800\"",
                           "\"\n\"",
                           "01",
                           "+1",
                           ".5",
                           "1.",
                           "1e",
                           "NaN",
                           "nan",
                           "Infinity",
                           "-",
                           "[1 2]",
                           "{\"a\" 1}",
                           "{\"a\":1 \"b\":2}",
                           "{\"a\"x:1}",
                           "{\"x\":nan,\"a\":1}",
                           "{\"x\":01,\"a\":1}",
                           "{\"x\":tru,\"a\":1}",
                           "{\"x\":\"\\q\",\"a\":1}",
                           "[1}",
                           "{\"a\":1]",
                           "//",
                           "/*x*/1",
                           "1//x",
                           "[,1]",
                           "{,}",
                           "\"a\\\"",
                           "\xEF\xBB\xBF{}",
                           "{\"\\q\":1}"}) {
    JsonDocument document;
    EXPECT_EQ(document.read(text), JsonOutcome::not_json) << text;
    EXPECT_TRUE(document.nodes().empty());
  }
}

/// Each beginning of a message, and each message with one byte changed: some 6,000 of them.
TEST(JsonDocument, AgreesWithAnotherReaderOnDamagedMessages) {
  const std::string message =
      R"({"T":"2018-02-15","E":{"a":-6.29e2,"b":[null,true,{"\u00e9\"":false}],"c":"x\\\n","d":0},"e":[]} )";
  JsonDocument document;
  const auto check = [&](const std::string& text) {
    const bool is_json = document.read(text) == JsonOutcome::json;
    EXPECT_EQ(is_json, nlohmann::json::accept(text)) << text;
    EXPECT_EQ(document.read_with_places(text) == JsonOutcome::json, is_json) << text;
    EXPECT_LE(document.problem_offset(), text.size());
  };
  for (std::size_t i = 0; i < message.size(); ++i) {
    check(message.substr(0, i));
    check(message.substr(i));
    for (const char byte : std::string_view("\n {}[]\",:\\/0.9-+eEtfnux\x01\x1f")) {
      std::string changed = message;
      changed[i] = byte;
      check(changed);
      changed = message;
      changed.insert(i, 1, byte);
      check(changed);
    }
  }
}

TEST(JsonDocument, FindsThePlaceOfEachNode) {
  const std::string json = R"( {"a\"\u00e9" : [1, "x\ty" ],"b":{ } , "c" :true } )";
  JsonDocument document;
  ASSERT_EQ(document.read_with_places(json), JsonOutcome::json);
  ASSERT_EQ(document.places().size(), document.nodes().size());
  std::string parts;
  for (const JsonPlace& place : document.places()) {
    parts += json.substr(place.key.offset, place.key.length) + '|' +
             json.substr(place.value.offset, place.value.length) + '\n';
  }
  EXPECT_EQ(parts, R"(|{"a\"\u00e9" : [1, "x\ty" ],"b":{ } , "c" :true }
"a\"\u00e9"|[1, "x\ty" ]
|1
|"x\ty"
"b"|{ }
"c"|true
)");
}

TEST(JsonDocument, FindsThePlaceOfWhatIsWrong) {
  const std::vector<std::pair<std::string, std::size_t>> cases{
      {"", 0},         {"[1,]", 3},       {"[1 2]", 3},       {"{\"a\" 1}", 5},   {"{\"a\":1 \"b\":2}", 7},
      {"{\"a\":1", 6}, {"{\"a\":1,}", 7}, {"{'a':1}", 1},     {"{\"a\":tru}", 8}, {"nan", 1},
      {"[01]", 2},     {"-01", 2},        {"{} x", 3},        {"[1]]", 3},        {"],[", 0},
      {"\"a", 2},      {"[\"a\nb\"]", 3}, {"[1,\"a\\\"]", 8}, {"[1,\n @]", 5},    {"\"a\xff\"", 2},
      {"[[[1]],]", 7}, {"[1.5x]", 4},     {"[true false]", 6}};
  JsonDocument document;
  for (const auto& [text, offset] : cases) {
    EXPECT_NE(document.read_with_places(text), JsonOutcome::json) << text;
    EXPECT_EQ(document.problem_offset(), offset) << text;
  }
  EXPECT_EQ(document.read_with_places("[[[[0]]]]", 3), JsonOutcome::too_deep);
  EXPECT_EQ(document.problem_offset(), 3U);
  EXPECT_EQ(document.read_with_places("[[[0]]]", 3), JsonOutcome::json);
}

TEST(JsonDocument, RefusesInvalidUtf8) {
  for (const char* text : {"\xff", "{\"a\":\"\xc3\"}", "\"\xed\xa0\x80\"", "\"\xc0\xaf\""}) {
    JsonDocument document;
    EXPECT_EQ(document.read(text), JsonOutcome::not_utf8) << text;
  }
}

TEST(JsonDocument, GoesSixtyFourLevelsDeep) {
  const auto nested = [](std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };
  JsonDocument document;
  EXPECT_EQ(document.read(nested(64)), JsonOutcome::json);
  EXPECT_EQ(document.read(nested(65)), JsonOutcome::too_deep);
  EXPECT_EQ(document.read(nested(500000)), JsonOutcome::too_deep);
  EXPECT_EQ(document.read(std::string(100000, '[')), JsonOutcome::too_deep);
  EXPECT_EQ(document.read("7"), JsonOutcome::json);
}

TEST(JsonDocument, IsUsedAgainAfterALargeText) {
  JsonDocument document;
  const std::string large = "[\"" + std::string(1000000, 'x') + "\"]";
  ASSERT_EQ(document.read(large), JsonOutcome::json);
  EXPECT_EQ(document.nodes()[1].text.size(), 1000000U);
  ASSERT_EQ(document.read("[1]"), JsonOutcome::json);
  EXPECT_EQ(document.nodes()[1].text, "1");
}

TEST(JsonPath, ReadsDotsAndPointers) {
  const std::string json = R"({"a.b":1,"c/d":{"~":2},"":3,"0":4,"DS18B20-1":{"T":5},"l":[[6]],"m":{"01":7}})";
  EXPECT_EQ(at(json, "/a.b"), "1");
  EXPECT_EQ(at(json, "/c~1d/~0"), "2");
  EXPECT_EQ(at(json, "/"), "3");
  EXPECT_EQ(at(json, "0"), "4");
  EXPECT_EQ(at(json, "DS18B20-1.T"), "5");
  EXPECT_EQ(at(json, "l.0.0"), "6");
  EXPECT_EQ(at(json, "m.01"), "7");
  EXPECT_EQ(at(json, "l.00"), "not there");
  EXPECT_EQ(at(json, "l.99999999999999"), "not there");
}

TEST(JsonPath, SaysWhatIsWrongAndWhere) {
  const auto problem = [](const char* path) {
    const auto parsed = JsonPath::parse(path);
    return parsed ? std::string() : std::to_string(parsed.error().offset) + ": " + parsed.error().message;
  };
  EXPECT_EQ(problem(""), "0: is empty");
  EXPECT_EQ(problem(".a"), "0: has an empty name beside a dot");
  EXPECT_EQ(problem("a..b"), "2: has an empty name beside a dot");
  EXPECT_EQ(problem("a."), "1: has an empty name beside a dot");
  EXPECT_EQ(problem("a.b[0]"), "2: counts elements with a dot: write 'b.0'");
  EXPECT_EQ(problem("$.a.b"), "0: needs no `$.`: write 'a.b'");
  EXPECT_EQ(problem("{{ value_json.b }}"), "3: is no template: write the names alone, like ENERGY.Power");
  EXPECT_EQ(problem("/a~2"), "2: has a '~' that is neither '~0' (for ~) nor '~1' (for /)");
}

}  // namespace
}  // namespace mfp::core
