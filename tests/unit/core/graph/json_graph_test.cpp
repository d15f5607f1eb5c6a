#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "core/graph/fbp_reader.hpp"
#include "core/graph/json_graph_reader.hpp"
#include "core/graph/json_graph_writer.hpp"

namespace mfp::core {
namespace {

std::string json_graph_part(const TextRange& at, std::string_view text) {
  return std::string(text.substr(at.offset, at.length));
}

constexpr std::string_view json_house = R"({
  "caseSensitive": false,
  "properties": {"name": "ho\u0075se", "environment": {"type" : "msgflo"}},
  "inports": {"W": {"process": "heater", "port": "TARGET", "metadata": {"x": 1.50}, "public": true}},
  "outports": {},
  "exports": [{"private": "heater.target", "public": "w"}],
  "groups": [ {"name": "g", "nodes": []} ],
  "icon": "fire",
  "processes": {
    "heater": {"component": "legacy/Heater", "metadata": {"x": 10, "label": "Oil\n"}, "more": [{}]},
    "k\u00fcche": {}
  },
  "connections": [
    {"src": {"process": "heater", "port": "OUT", "index": 3}, "tgt": {"port": "IN", "process": "küche"},
     "metadata": {"route": 1}},
    {"data": "\u0041", "tgt": {"process": "heater", "port": "TARGET"}},
    {"data": { "n": [1.0e3, null] }, "tgt": {"process": "heater", "port": "TARGET", "index": 0}}
  ]
})";

TEST(JsonGraph, IsRead) {
  const auto graph = read_json_graph(json_house);
  ASSERT_TRUE(graph) << graph.error().message;
  EXPECT_EQ(to_json(*graph), R"({
  "caseSensitive": true,
  "properties": {
    "name": "house",
    "environment": {"type": "msgflo"},
    "icon": "fire"
  },
  "inports": {
    "W": {"process": "heater", "port": "TARGET", "metadata": {"x": 1.50}}
  },
  "outports": {},
  "groups": [{"name": "g", "nodes": []}],
  "processes": {
    "heater": {"component": "legacy/Heater", "metadata": {"x": 10, "label": "Oil\n"}},
    "küche": {}
  },
  "connections": [
    {"data": "A", "tgt": {"process": "heater", "port": "TARGET"}},
    {"data": {"n": [1.0e3, null]}, "tgt": {"process": "heater", "port": "TARGET", "index": 0}},
    {"src": {"process": "heater", "port": "OUT", "index": 3}, "tgt": {"process": "küche", "port": "IN"}, "metadata": {"route": 1}}
  ]
}
)");
}

TEST(JsonGraph, EachElementHasItsPlace) {
  const auto graph = read_json_graph(json_house);
  ASSERT_TRUE(graph) << graph.error().message;
  EXPECT_EQ(json_graph_part(graph->processes[1].at, json_house), R"("k\u00fcche")");
  EXPECT_EQ(json_graph_part(graph->packets[0].at, json_house),
            R"({"data": "\u0041", "tgt": {"process": "heater", "port": "TARGET"}})");
  EXPECT_EQ(json_graph_part(graph->inports[0].at, json_house),
            R"("W": {"process": "heater", "port": "TARGET", "metadata": {"x": 1.50}, "public": true})");
  EXPECT_TRUE(json_graph_part(graph->connections[0].at, json_house).ends_with("\"metadata\": {\"route\": 1}}"));
  EXPECT_EQ(json_graph_part(graph->connections[0].source_at.port, json_house), R"("OUT")");
  EXPECT_EQ(json_graph_part(graph->connections[0].target_at.process, json_house), R"("küche")");
  EXPECT_EQ(json_graph_part(graph->packets[0].target_at.port, json_house), R"("TARGET")");
  EXPECT_EQ(json_graph_part(graph->inports[0].inner_at.process, json_house), R"("heater")");
}

TEST(JsonGraph, WhatIsWrittenReadsEqualAgain) {
  const auto graph = read_fbp(
      "# @name x y\n# @runtime msgflo\nINPORT=a.IN:X\nOUTPORT=a.O:Y\na(A:x=1,k=v) O[3] -> IN b\n'\"\n' -> IN a\n-1.0 "
      "-> a");
  ASSERT_TRUE(graph);
  const std::string json = to_json(*graph);
  const auto again = read_json_graph(json);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(to_json(*again), json);
}

TEST(JsonGraph, MayHaveEmptyListsWhereMapsAreUsual) {
  const auto graph = read_json_graph(R"({"caseSensitive":false,"properties":[],"inports":[],"outports":[],"groups":[],
    "processes":{"a":[],"b":{"component":"B","metadata":[]}},
    "connections":[{"src":{"process":"a","port":"O"},"tgt":{"process":"b","port":"I"},"metadata":[]}]})");
  ASSERT_TRUE(graph) << graph.error().message;
  EXPECT_EQ(graph->processes.size(), 2U);
  EXPECT_EQ(graph->connections.size(), 1U);
  EXPECT_TRUE(graph->inports.empty());
  const auto nothing = read_json_graph(R"({"processes":[],"connections":[]})");
  ASSERT_TRUE(nothing) << nothing.error().message;
  EXPECT_TRUE(read_json_graph(to_json(*nothing)));
}

TEST(JsonGraph, MayBeginWithAByteOrderMark) {
  const auto graph = read_json_graph("\xEF\xBB\xBF{\"processes\":{\"a\":{}}}");
  ASSERT_TRUE(graph) << graph.error().message;
  EXPECT_EQ(graph->processes[0].at.offset, 17U);
}

struct JsonGraphFault {
  std::string text;
  /// The part of the text that is meant, and what is wrong.
  std::string outcome;
};

class JsonGraphFaults : public testing::TestWithParam<JsonGraphFault> {};

TEST_P(JsonGraphFaults, AreTold) {
  const std::string& text = GetParam().text;
  const auto graph = read_json_graph(text);
  ASSERT_FALSE(graph) << text;
  const TextProblem& problem = graph.error();
  EXPECT_EQ(text.substr(problem.offset, problem.length) + ": " + problem.message, GetParam().outcome) << text;
}

/// A graph of one process `a` with that connection.
std::string json_graph_with(const std::string& connection) {
  return R"({"connections":[)" + connection + R"(],"processes":{"a":{"component":"A"}}})";
}

const std::string json_graph_end = R"("tgt":{"process":"a","port":"IN"}})";
const std::string json_graph_cut = ": ends before its last bracket is closed";
const std::string json_graph_junk = ": is no JSON here; look at this character and the one before it";

INSTANTIATE_TEST_SUITE_P(
    Texts, JsonGraphFaults,
    testing::Values(JsonGraphFault{" \n", ": is empty"},
                    JsonGraphFault{"{\"a\xFF\":1}", "\xFF: has bytes that are no text in UTF-8"},
                    JsonGraphFault{"{", json_graph_cut}, JsonGraphFault{"{\"processes\":{\"a\":{}}\n", json_graph_cut},
                    JsonGraphFault{"{\"a\": 1,}", "}" + json_graph_junk},
                    JsonGraphFault{"{\"a\": 01}", "1" + json_graph_junk}, JsonGraphFault{"{} x", "x" + json_graph_junk},
                    JsonGraphFault{"'a' -> IN b", "'" + json_graph_junk},
                    JsonGraphFault{"{\"a\": 1e999}", "1e999: has a number beyond the largest one"},
                    JsonGraphFault{"[]", "[: is a list, but a graph is an object with 'processes' and 'connections'"},
                    JsonGraphFault{"\"a\"",
                                   "\"a\": is a text, but a graph is an object with 'processes' and 'connections'"},
                    JsonGraphFault{"{\"name\":\"x\"}", ": has neither 'processes' nor 'connections'"},
                    JsonGraphFault{"{\"x\":" + std::string(65, '[') + std::string(65, ']') + "}",
                                   "[: nests deeper than 64 levels"}));

INSTANTIATE_TEST_SUITE_P(
    Parts, JsonGraphFaults,
    testing::Values(
        JsonGraphFault{R"({"processes":[1]})", "[: has a list as 'processes', where an object is needed"},
        JsonGraphFault{R"({"connections":{}})", "{: has an object as 'connections', where a list is needed"},
        JsonGraphFault{R"({"connections":[ 12 ]})", "12: has a number as a connection, where an object is needed"},
        JsonGraphFault{R"({"properties":null})", "null: has null as 'properties', where an object is needed"},
        JsonGraphFault{R"({"processes":{"a":"A"}})", "\"A\": has a text as 'a', where an object is needed"},
        JsonGraphFault{R"({"processes":{"a":{"component":true}}})",
                       "true: has a boolean as 'component', where a text is needed"},
        JsonGraphFault{R"({"processes":{"a":{"metadata":[{}]}}})",
                       "[: has a list as 'metadata', where an object is needed"},
        JsonGraphFault{R"({"processes":{"a":{},"\u0061":{}}})", R"("\u0061": has a second process named 'a')"},
        JsonGraphFault{R"({"processes":{"":{}}})", "\"\": has a process with an empty name"},
        JsonGraphFault{R"({"processes":{},"inports":{"X":{"process":"b","port":"P"}}})",
                       R"("b": names 'b' here, which is not among its 'processes')"},
        JsonGraphFault{R"({"processes":{"a":{}},"outports":{"X":{"process":"a"}}})",
                       R"("X":{"process":"a"}: exports 'X' without 'port')"},
        JsonGraphFault{R"({"outports":{"X":{"process":"a","port":"P"},"X":{}}})",
                       R"("X": has a second export named 'X')"},
        JsonGraphFault{R"({"inports":{"":{}}})", "\"\": has an export with an empty name"}));

INSTANTIATE_TEST_SUITE_P(
    Connections, JsonGraphFaults,
    testing::Values(JsonGraphFault{json_graph_with("{}"), "{}: has a connection without 'tgt'"},
                    JsonGraphFault{json_graph_with("{" + json_graph_end),
                                   "{" + json_graph_end + ": has a connection with neither 'src' nor 'data'"},
                    JsonGraphFault{json_graph_with(R"({"data":0,"src":{"process":"a","port":"O"},)" + json_graph_end),
                                   R"({"data":0,"src":{"process":"a","port":"O"},)" + json_graph_end +
                                       ": has a connection with both 'src' and 'data', where one is needed"},
                    JsonGraphFault{json_graph_with(R"({"src":{"process":"b","port":"O"},)" + json_graph_end),
                                   R"("b": names 'b' here, which is not among its 'processes')"},
                    JsonGraphFault{json_graph_with(R"({"data":1,"tgt":{"process":"b","port":"O"}})"),
                                   R"("b": names 'b' here, which is not among its 'processes')"},
                    JsonGraphFault{json_graph_with(R"({"src":{"port":"O"}})"),
                                   R"({"port":"O"}: has a 'src' without 'process')"},
                    JsonGraphFault{json_graph_with(R"({"tgt":{"process":"a","port":""}})"),
                                   R"({"process":"a","port":""}: has a 'tgt' without 'port')"},
                    JsonGraphFault{json_graph_with(R"({"tgt":{"process":7}})"),
                                   "7: has a number as 'process', where a text is needed"},
                    JsonGraphFault{json_graph_with(R"({"tgt":{"index":"0"}})"),
                                   "\"0\": has a text as 'index', where a number is needed"},
                    JsonGraphFault{json_graph_with(R"({"tgt":{"index":4294967296}})"),
                                   "4294967296: has an 'index' that is no whole number from 0 to 4294967295"},
                    JsonGraphFault{json_graph_with(R"({"tgt":{"index":-1}})"),
                                   "-1: has an 'index' that is no whole number from 0 to 4294967295"},
                    JsonGraphFault{json_graph_with(R"({"tgt":{"index":1.5}})"),
                                   "1.5: has an 'index' that is no whole number from 0 to 4294967295"}));

TEST(JsonGraph, DataMayNestAsDeepAsInTheFbpLanguage) {
  const std::string data = std::string(64, '[') + std::string(64, ']');
  EXPECT_TRUE(read_json_graph(json_graph_with("{\"data\":" + data + ',' + json_graph_end)));
}

TEST(JsonGraph, DeepTextsNeedNoStack) { EXPECT_FALSE(read_json_graph(std::string(1'000'000, '['))); }

}  // namespace
}  // namespace mfp::core
