#include <gtest/gtest.h>

#include <string>

#include "core/graph/fbp_reader.hpp"
#include "core/graph/fbp_writer.hpp"
#include "core/graph/graph_picture.hpp"
#include "core/graph/json_graph_writer.hpp"
#include "core/json/json_text.hpp"

namespace mfp::core {
namespace {

/// A graph that uses what the FBP language has.
constexpr const char* small_house = R"(# @name house
# @runtime msgflo
INPORT=heater.TARGET:WARMTH
OUTPORT=display.SHOWN:TEXT

heater(legacy/Heater:x=17,y=4,main=no)
average(house/Average)
lonely()

'it\'s 21' -> TARGET heater
"a\\" -> TARGET heater
"two\nlines" -> TARGET heater
{"above":1.50} -> SETTINGS average

heater TEMPERATURE -> IN[0] average
average OUT -> TEXT display
)";

Graph graph_of(std::string_view text) {
  auto graph = read_fbp(text);
  EXPECT_TRUE(graph) << graph.error().front().message;
  return graph ? *graph : Graph{};
}

TEST(FbpWriter, WritesWhatItReads) { EXPECT_EQ(to_fbp(graph_of(small_house)), small_house); }

TEST(FbpWriter, AnEmptyGraphIsAnEmptyText) { EXPECT_EQ(to_fbp({}), ""); }

TEST(FbpWriter, TellsWhichNamesItChanges) {
  Graph graph;
  graph.processes = {{"kitchen.plug", "my.Plug", {}, {}}, {"kitchen_plug", {}, {}, {}}, {"7ü", {}, {}, {}}};
  graph.connections = {{{"kitchen.plug", "water-level", {}}, {"kitchen_plug", "water_level", 3}, {}, {}}};
  const std::string end = "', which the FBP language cannot write\n";
  EXPECT_EQ(to_fbp(graph), "# kitchen_plug_2 stands for 'kitchen.plug" + end + "# _7_ stands for '7ü" + end +
                               "# my_Plug stands for 'my.Plug" + end + "# water_level_2 stands for 'water-level" + end +
                               "\nkitchen_plug_2(my_Plug)\n_7_()\n"
                               "\nkitchen_plug_2 water_level_2 -> water_level[3] kitchen_plug\n");
}

TEST(FbpWriter, AChangedNameDoesNotEndItsComment) {
  Graph graph;
  graph.processes = {{"a\u2028b\u2029c\nd", "A", {}, {}}};
  EXPECT_EQ(to_fbp(graph), "# a_b_c_d stands for 'a b c d', which the FBP language cannot write\n\na_b_c_d(A)\n");
}

TEST(FbpWriter, LeavesOutWhatTheLanguageCannotSay) {
  Graph graph;
  graph.processes = {{"a", "A", R"({"x":-1,"y":"7","label":"two words","n":1,"ok":"/1_b","deep":{"k":"v"}})", {}}};
  graph.packets = {{"true", {"a", "IN", {}}, R"({"route":1})", {}}};
  graph.properties = {{"groups", "[]"},
                      {"name", R"("a, b")"},
                      {"environment", R"({"type":"t","content":"c"})"},
                      {"runtime", R"("r")"},
                      {"icon", R"("fire")"}};
  EXPECT_EQ(to_fbp(graph), "# @icon fire\n\na(A:ok=/1_b)\n\n'true' -> IN a\n");
}

TEST(GraphJsonWriter, WritesAnElementALine) {
  Graph graph = graph_of("# @name house\nINPORT=b.IN:X\na(x/A:x=1,k=v) OUT -> IN[2] b\n'21.5' -> IN b");
  graph.connections[0].metadata = R"({"route":3})";
  graph.inports[0].metadata = R"({"x":[1,2]})";
  graph.properties.push_back({"groups", R"([{"name":"g, h","nodes":[]}])"});
  EXPECT_EQ(to_json(graph), R"({
  "caseSensitive": true,
  "properties": {
    "name": "house"
  },
  "inports": {
    "X": {"process": "b", "port": "IN", "metadata": {"x": [1, 2]}}
  },
  "outports": {},
  "groups": [{"name": "g, h", "nodes": []}],
  "processes": {
    "a": {"component": "x/A", "metadata": {"x": 1, "k": "v"}},
    "b": {}
  },
  "connections": [
    {"data": "21.5", "tgt": {"process": "b", "port": "IN"}},
    {"src": {"process": "a", "port": "OUT"}, "tgt": {"process": "b", "port": "IN", "index": 2}, "metadata": {"route": 3}}
  ]
}
)");
}

TEST(JsonText, ChangesOnlyTheLayout) {
  const std::string text = "{ \"a ,:\\\" b\" :\n[1 ,\t2.50,\r\"\"] }";
  EXPECT_EQ(compact_json(text), R"({"a ,:\" b":[1,2.50,""]})");
  EXPECT_EQ(spaced_json(text), R"({"a ,:\" b": [1, 2.50, ""]})");
}

/// C1 controls and U+007F act on a terminal.
TEST(JsonText, HasNoControlCharacters) {
  const std::string text = "[\"a\x7F\u0080\u009b\u009f\u00a0\xC2\"]";
  const std::string escaped = "[\"a\\u007f\\u0080\\u009b\\u009f\u00a0\xC2\"]";
  EXPECT_EQ(escaped_controls(text), escaped);
  EXPECT_EQ(compact_json(text), escaped);
  EXPECT_EQ(spaced_json(text), escaped);
}

TEST(GraphWriters, WriteNoControlCharacters) {
  Graph graph;
  graph.processes = {{"a\u009b", "A\x7F", "{\"k\":\"\u0085\"}", {}}};
  graph.packets = {{"\"\u009b31m\"", {"a\u009b", "I\u009b", {}}, {}, {}}, {"[\"\x7F\"]", {"a\u009b", "I", {}}, {}, {}}};
  graph.properties = {{"k\u009b", "\"\u009b\""}};
  for (const std::string& written : {to_json(graph), to_fbp(graph), to_dot(graph), to_mermaid(graph)}) {
    EXPECT_EQ(written.find('\x7F'), std::string::npos) << written;
    EXPECT_EQ(written.find('\xC2'), std::string::npos) << written;
  }
  const Graph again = graph_of(to_fbp(graph));
  EXPECT_EQ(again.packets.at(0).data, graph.packets[0].data);
  EXPECT_EQ(again.packets.at(1).data, "[\"\\u007f\"]");
}

TEST(GraphPicture, DotHasOnlyCharactersOfXml) {
  Graph graph;
  graph.processes = {{"a\uFFFE\uFFFFb", "", {}, {}}};
  EXPECT_NE(to_dot(graph).find("<b>a??b</b>"), std::string::npos) << to_dot(graph);
}

TEST(GraphPicture, DotHasACellForEachPort) {
  const std::string dot = to_dot(graph_of("OUTPORT=b.OUT:SHOWN\na(x/A) OUT -> IN b\na out -> in[1] b\n'<&>' -> IN b"));
  EXPECT_NE(dot.find("<b>a</b><br/><font point-size=\"3\"> </font><br/><font point-size=\"10\" "
                     "color=\"#7f8c98\">x/A</font>"),
            std::string::npos)
      << dot;
  EXPECT_NE(dot.find("<td port=\"i1\" align=\"left\"><font point-size=\"10\" color=\"#3d5a73\">in[1]</font></td>"),
            std::string::npos)
      << dot;
  EXPECT_NE(dot.find("  p1:o0:e -> O0 "), std::string::npos) << dot;
  EXPECT_NE(dot.find("&lt;&amp;&gt;"), std::string::npos) << dot;
  EXPECT_TRUE(dot.ends_with("  p0:o0:e -> p1:i0:w\n  p0:o0:e -> p1:i1:w\n}\n")) << dot;
}

TEST(GraphPicture, DotEscapesNames) {
  Graph graph;
  graph.processes = {{"\"><b>\\N\n", "", {}, {}}, {"", "", {}, {}}};
  const std::string dot = to_dot(graph);
  EXPECT_NE(dot.find("<b>&quot;&gt;&lt;b&gt;\\\\N </b>"), std::string::npos) << dot;
}

TEST(GraphPicture, MermaidNamesThePortsAtTheEdges) {
  Graph graph = graph_of("INPORT=b.IN:X\nOUTPORT=b.OUT:Y\na(x/A) OUT -> IN[1] b\n'21' -> IN b");
  graph.processes[0].name = "\"#<a>`\\";
  graph.connections[0].source.role = graph.processes[0].name;
  EXPECT_EQ(to_mermaid(graph), R"x(flowchart LR
  p0["<b>#34;#35;#60;a#62;#96;#92;</b><br/><small>x/A</small>"]:::process
  p1["<b>b</b>"]:::process
  d0[/"21"/]:::data -.->|"IN"| p1
  i0(["X"]):::port -->|"IN"| p1
  p1 -->|"OUT"| o0(["Y"]):::port
  p0 -->|"OUT → IN[1]"| p1
  classDef process fill:#f4f8fb,stroke:#9fb3c6,color:#26323c
  classDef data fill:#fdf6e0,stroke:#d9c88f,color:#26323c
  classDef port fill:#e9f4ec,stroke:#8fb39a,color:#26323c
)x");
}

TEST(GraphPicture, LongDataIsCutBetweenCharacters) {
  const std::string dot = to_dot(graph_of("'äöüäöüäöüäöüäöüäöüäöüäöüäöüäöü' -> IN a"));
  EXPECT_NE(dot.find(">äöüäöüäöüäöüäöüäöüäöüäöüäöü…<"), std::string::npos) << dot;
}

}  // namespace
}  // namespace mfp::core
