#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "core/model/port_search.hpp"
#include "declaration/set/loader.hpp"
#include "support/declarations.hpp"
#include "support/memory_files.hpp"

namespace mfp::declaration {
namespace {

using ::testing::ElementsAre;

const std::string heater_and_display =
    "participants:\n"
    "  heater: {component: legacy/Heater, inports: {target: {topic: h/set}}, outports: {temperature: {topic: h/is}}}\n"
    "  display: {component: a/Display, inports: {text: {topic: d/set}}}\n";

Declaration loaded(const test::MemoryFiles& files, std::vector<std::string> paths = {"a.yaml"}) {
  return load({.paths = std::move(paths), .roles = {}, .library = {}, .definitions = {}}, files);
}

std::string place_in(const Declaration& declaration, const core::DeclaredAt& at) {
  return declaration.configuration->sources[at.file] + ':' + std::to_string(at.mark.line) + ':' +
         std::to_string(at.mark.column);
}

/// `heater.TEMPERATURE -> display.TEXT at a.yaml:5:5`
std::vector<std::string> edges_of(const Declaration& declaration) {
  std::vector<std::string> lines;
  for (const core::Edge& edge : declaration.configuration->edges) {
    lines.push_back(to_text(edge.source) + " -> " + to_text(edge.target) + " at " + place_in(declaration, edge.at));
  }
  return lines;
}

/// `21.5 -> heater.TARGET at a.yaml:5:5`
std::vector<std::string> packets_of(const Declaration& declaration) {
  std::vector<std::string> lines;
  for (const core::InitialPacket& packet : declaration.configuration->initial_packets) {
    lines.push_back(packet.payload + " -> " + to_text(packet.target) + " at " + place_in(declaration, packet.at));
  }
  return lines;
}

Declaration loaded_with(const std::string& more) {
  test::MemoryFiles files;
  files.add("a.yaml", heater_and_display + more);
  Declaration declaration = loaded(files);
  EXPECT_EQ(core::to_text(declaration.diagnostics), "");
  return declaration;
}

/// As one process runs it that speaks for that role alone.
Declaration loaded_with(const std::string& more, const char* role) {
  test::MemoryFiles files;
  files.add("a.yaml", heater_and_display + more);
  Sources sources = test::paths({"a.yaml"});
  sources.only = role;
  return load(sources, files);
}

TEST(LoaderEdges, HaveThePlaceOfTheirWordsInPlainAndQuotedTexts) {
  const Declaration declaration = loaded_with(
      "connections:\n  -   heater TEMPERATURE -> TEXT display\n  - \"'21.5' -> TARGET heater, clock OUT -> IN a\"\n"
      "  - 'x OUT -> IN y OUT -> IN z'\n");
  EXPECT_THAT(edges_of(declaration),
              ElementsAre("heater.TEMPERATURE -> display.TEXT at a.yaml:5:7", "clock.OUT -> a.IN at a.yaml:6:31",
                          "x.OUT -> y.IN at a.yaml:7:6", "y.OUT -> z.IN at a.yaml:7:18"));
  EXPECT_THAT(packets_of(declaration), ElementsAre("21.5 -> heater.TARGET at a.yaml:6:6"));
}

TEST(LoaderEdges, HaveThePlaceOfTheirLineInABlock) {
  const Declaration declaration = loaded_with(
      "connections: |-  # one text\n\n    # the panel: täglich\n    heater TEMPERATURE -> TEXT display\n"
      "      'täglich' -> IN x, x OUT -> IN y\n");
  EXPECT_THAT(edges_of(declaration),
              ElementsAre("heater.TEMPERATURE -> display.TEXT at a.yaml:7:5", "x.OUT -> y.IN at a.yaml:8:26"));
}

TEST(LoaderEdges, HaveThePlaceOfTheirLineInABlockWithWindowsEnds) {
  const Declaration declaration = loaded_with(
      "connections:\r\n  - |\r\n    # the panel\r\n    heater TEMPERATURE -> TEXT display\r\n\r\n      x OUT -> IN "
      "y\r\n");
  EXPECT_THAT(edges_of(declaration),
              ElementsAre("heater.TEMPERATURE -> display.TEXT at a.yaml:7:5", "x.OUT -> y.IN at a.yaml:9:7"));
}

TEST(LoaderEdges, HaveThePlaceOfTheValueWhereYamlChangesTheText) {
  const Declaration declaration = loaded_with(
      "connections:\n  - 'a OUT -> IN b, ''x'' -> IN b'\n  - \"c OUT -> IN d\\n'x' -> IN d\"\n  - e OUT -> IN f\n"
      "    OUT -> IN g\n");
  EXPECT_THAT(edges_of(declaration), ElementsAre("a.OUT -> b.IN at a.yaml:5:5", "c.OUT -> d.IN at a.yaml:6:5",
                                                 "e.OUT -> f.IN at a.yaml:7:5", "f.OUT -> g.IN at a.yaml:7:5"));
}

TEST(LoaderEdges, OfAFileAreOneText) {
  const Declaration declaration =
      loaded_with("connections: ['a(core/A) OUT -> IN b', 'a OUT -> IN c', 'c(core/C) OUT -> IN a']\n");
  EXPECT_EQ(declaration.configuration->edges.size(), 3U);
  ASSERT_EQ(declaration.graph.processes.size(), 3U);
  EXPECT_EQ(declaration.graph.processes[2].component, "core/C");
}

TEST(LoaderEdges, ComeFromGraphsBesideTheFile) {
  test::MemoryFiles files;
  files.add("etc/a.yaml", heater_and_display + "graph: [house.fbp, ../more.json, ./house.fbp]\n");
  files.add("etc/house.fbp", "\xEF\xBB\xBF# @title House\n\n  heater TEMPERATURE -> TEXT display\n");
  files.add("more.json",
            "{\"processes\": {\"clock\": {\"component\": \"a/Clock\", \"metadata\": {\"x\": 1}}, \"heater\": {}},\n"
            " \"connections\": [\n  {\"src\": {\"process\": \"clock\", \"port\": \"tick\"},\n"
            "   \"tgt\": {\"process\": \"heater\", \"port\": \"TARGET\"}},\n"
            "  {\"data\": {\"t\": 21.50}, \"tgt\": {\"process\": \"heater\", \"port\": \"target\"}}]}");
  const Declaration declaration = loaded(files, {"etc/a.yaml"});
  EXPECT_EQ(core::to_text(declaration.diagnostics), "");
  EXPECT_THAT(declaration.configuration->sources, ElementsAre("etc/a.yaml", "etc/house.fbp", "more.json"));
  EXPECT_THAT(edges_of(declaration), ElementsAre("heater.TEMPERATURE -> display.TEXT at etc/house.fbp:3:3",
                                                 "clock.tick -> heater.TARGET at more.json:3:3"));
  EXPECT_THAT(packets_of(declaration), ElementsAre("{\"t\":21.50} -> heater.target at more.json:5:3"));
  ASSERT_EQ(declaration.graph.processes.size(), 3U);
  EXPECT_EQ(declaration.graph.processes[2].metadata, "{\"x\":1}");
  EXPECT_EQ(declaration.graph.properties.at(0).json, "\"House\"");
}

TEST(LoaderEdges, ArePacketsThatAreJsonOrBecomeIt) {
  const Declaration declaration = loaded_with(
      "connections: |\n  'on' -> IN a, 'true' -> IN a, '\"q\"' -> IN a, '' -> IN a, '[1, 2' -> IN a, '{\"b\": 1}' -> "
      "IN a\n");
  std::vector<std::string> payloads;
  for (const core::InitialPacket& packet : declaration.configuration->initial_packets)
    payloads.push_back(packet.payload);
  EXPECT_THAT(payloads, ElementsAre("\"on\"", "true", "\"q\"", "\"\"", "\"[1, 2\"", "{\"b\": 1}"));
}

TEST(LoaderEdges, OfAFileOfOneDevice) {
  test::MemoryFiles files;
  files.add("a.yaml",
            "role: fan\ncomponent: a/Fan\ninports: {power: {topic: fan/set}}\nconnections: [clock TICK -> POWER fan]\n"
            "router: {enabled: true, instance: fans}\n");
  const Declaration declaration = loaded(files);
  EXPECT_EQ(core::to_text(declaration.diagnostics), "");
  EXPECT_THAT(edges_of(declaration), ElementsAre("clock.TICK -> fan.POWER at a.yaml:4:15"));
  EXPECT_EQ(declaration.configuration->router, (core::RouterSettings{true, "fans", 100'000, 4096}));
}

TEST(LoaderEdges, LeadBetweenFiles) {
  test::MemoryFiles files;
  files.add("a.yaml", "participants: {a: {component: x, outports: {out: {topic: a}}}}\n");
  files.add("b.yaml", "participants: {b: {component: x, inports: {in: {topic: b}}}}\n");
  files.add("c.yaml", "connections: [a OUT -> IN b, a OUT -> INN b]\n");
  const Declaration declaration = loaded(files, {"a.yaml", "c.yaml", "b.yaml"});
  EXPECT_EQ(core::to_text(declaration.diagnostics),
            "c.yaml:1:39: error: participant 'b' has no inport 'INN'; did you mean 'in'?\n"
            "    1 | connections: [a OUT -> IN b, a OUT -> INN b]\n"
            "      |                                       ^~~\n");
  EXPECT_THAT(edges_of(declaration), ElementsAre("a.OUT -> b.IN at c.yaml:1:15"));
}

TEST(LoaderEdges, OfASetHaveOneRouter) {
  test::MemoryFiles files;
  files.add("a.yaml", "router: {enabled: true}\n" + heater_and_display);
  files.add("b.yaml", "router: {enabled: true, instance: default}\n");
  files.add("c.yaml", "router: {enabled: true, most_bindings: 5}\n");
  EXPECT_EQ(core::to_text(loaded(files, {"a.yaml", "b.yaml"}).diagnostics), "");
  EXPECT_EQ(core::to_text(loaded(files, {"a.yaml", "c.yaml"}).diagnostics),
            "c.yaml:1:1: error: other router settings than in a.yaml:1; all files together have one router\n"
            "    1 | router: {enabled: true, most_bindings: 5}\n      | ^~~~~~\n");
}

TEST(LoaderEdges, AndNothingElseAreAFile) {
  test::MemoryFiles files;
  files.add("a.yaml", "connections: [clock TICK -> IN counter]\n");
  files.add("b.yaml", "router: {}\n");
  EXPECT_EQ(core::to_text(loaded(files, {"a.yaml"}).diagnostics), "");
  EXPECT_EQ(core::to_text(loaded(files, {"b.yaml"}).diagnostics), "");
  Sources definitions;
  definitions.definitions = {"a.yaml"};
  EXPECT_EQ(core::to_text(load(definitions, files).diagnostics), "");
}

Declaration declaration_of_process(const char* role) {
  return loaded_with(
      "connections:\n  - heater TEMPERATURE -> TEXT display\n  - clock TICK -> TEXT display\n  - clock TICK -> IN "
      "counter\n"
      "  - \"'21.5' -> TARGET heater, 'on' -> TEXT display, 'on' -> IN counter\"\n"
      "router: {enabled: true}\n",
      role);
}

TEST(LoaderEdges, BelongToOneOfTheProcessesOfASet) {
  const Declaration heater = declaration_of_process("heater");
  EXPECT_THAT(edges_of(heater), ElementsAre("heater.TEMPERATURE -> display.TEXT at a.yaml:5:5",
                                            "clock.TICK -> counter.IN at a.yaml:7:5"));
  EXPECT_THAT(packets_of(heater),
              ElementsAre("21.5 -> heater.TARGET at a.yaml:8:6", "\"on\" -> counter.IN at a.yaml:8:53"));
  EXPECT_TRUE(heater.configuration->router.enabled);

  const Declaration display = declaration_of_process("display");
  EXPECT_THAT(edges_of(display), ElementsAre("clock.TICK -> display.TEXT at a.yaml:6:5"));
  EXPECT_THAT(packets_of(display), ElementsAre("\"on\" -> display.TEXT at a.yaml:8:31"));
  EXPECT_FALSE(display.configuration->router.enabled);

  const Declaration none = declaration_of_process("nobody");
  EXPECT_TRUE(none.configuration->edges.empty() && none.configuration->initial_packets.empty());
}

/// `a, b(core/B); a.OUT -> b.IN; -> b.IN`: processes, connections, packets and exports.
std::string graph_shown(const core::Graph& graph) {
  std::string shown;
  for (const auto& process : graph.processes) shown += process.name + "; ";
  for (const auto& link : graph.connections) shown += to_text(link.source) + " -> " + to_text(link.target) + "; ";
  for (const auto& packet : graph.packets) shown += "-> " + to_text(packet.target) + "; ";
  for (const auto& entry : graph.inports) shown += "in " + to_text(entry.inner) + "; ";
  for (const auto& entry : graph.outports) shown += "out " + to_text(entry.inner) + "; ";
  return shown;
}

TEST(LoaderEdges, OfOneProcessAreAllThatItsGraphHas) {
  const std::string graph =
      "connections: |\n  heater TEMPERATURE -> TEXT display\n  clock TICK -> TEXT display\n"
      "  'on' -> IN counter, '21.5' -> TARGET heater\n  INPORT=heater.TARGET:T\n  OUTPORT=clock.TICK:C\n";
  const Declaration heater = loaded_with(graph, "heater");
  EXPECT_EQ(graph_shown(heater.graph),
            "heater; display; counter; heater.TEMPERATURE -> display.TEXT; -> counter.IN; -> heater.TARGET; in "
            "heater.TARGET; ");
  const Declaration display = loaded_with(graph, "display");
  EXPECT_EQ(graph_shown(display.graph), "display; clock; clock.TICK -> display.TEXT; out clock.TICK; ");
  const Declaration none = loaded_with(graph, "nobody");
  EXPECT_EQ(graph_shown(none.graph), "");
}

TEST(LoaderEdges, MayFormALoopThroughADevice) {
  const Declaration declaration = loaded_with(
      "  thermostat: {component: a/Thermostat, inports: {in: }, outports: {out: }}\n"
      "connections: [heater TEMPERATURE -> IN thermostat OUT -> TARGET heater]\n");
  EXPECT_EQ(declaration.configuration->edges.size(), 2U);
}

TEST(LoaderEdges, AreReadInGreatNumberInOneBlock) {
  std::string text = "connections: |\n";
  constexpr std::uint32_t count = 20'000;
  for (std::uint32_t i = 0; i < count; ++i) {
    text += "  a" + std::to_string(i) + " OUT -> IN b" + std::to_string(i) + '\n';
  }
  const Declaration declaration = loaded_with(text);
  ASSERT_EQ(declaration.configuration->edges.size(), count);
  EXPECT_EQ(declaration.configuration->edges.back().at.mark, (core::Mark{count + 4, 3}));
}

/// A participant `a` with as many outports as there are edges, and edges from them to a stranger.
Declaration with_many_ports(int count, const std::string& port_of_edges) {
  std::string text = "participants:\n  a:\n    component: x\n    outports:\n";
  for (int i = 0; i < count; ++i) text += "      port" + std::to_string(i) + ": {topic: t/" + std::to_string(i) + "}\n";
  text += "connections: |\n";
  for (int i = 0; i < count; ++i) text += "  a " + port_of_edges + std::to_string(i) + " -> IN b\n";
  test::MemoryFiles files;
  files.add("a.yaml", text);
  return loaded(files);
}

TEST(LoaderEdges, OfManyPortsCostNoMoreEach) {
  const Declaration declaration = with_many_ports(20'000, "PORT");
  EXPECT_EQ(core::to_text(declaration.diagnostics), "");
  EXPECT_EQ(declaration.configuration->edges.size(), 20'000U);
}

TEST(PortIndex, FindsWhatASearchFinds) {
  std::vector<core::Port> ports(5);
  for (std::size_t i = 0; const char* name : {"out", "Out", "OUT[2]", "b.C", "in[3]"}) ports[i++].id = name;
  const core::PortIndex index(ports);
  for (const char* name : {"out", "Out", "OUT", "B.c", "in", "none"}) {
    for (const std::optional<std::uint32_t> element : {std::optional<std::uint32_t>{}, {2U}, {3U}}) {
      const core::PortName wanted{"a", name, element};
      EXPECT_EQ(index.find(wanted), core::find_port(ports, wanted)) << to_text(wanted);
    }
  }
  EXPECT_EQ(index.find({"a", "Out", {}}), &ports[1]);
  EXPECT_EQ(index.find({"a", "OUT", {}}), &ports[0]);
  EXPECT_EQ(index.find({"a", "out", 2}), &ports[2]);
  EXPECT_EQ(index.find({"a", "in", {}}), nullptr);
}

TEST(LoaderEdges, ThatAreManyAndWrongGetNoSuggestions) {
  const Declaration declaration = with_many_ports(20'000, "PROT");
  ASSERT_EQ(declaration.diagnostics.size(), 20'000U);
  EXPECT_EQ(declaration.diagnostics.back().message, "participant 'a' has no outport 'PROT19999'");
  EXPECT_THAT(with_many_ports(900, "PROT").diagnostics.front().message, testing::HasSubstr("did you mean 'port0'?"));
}

TEST(LoaderEdges, ThatFormManyCyclesAreLeftOutTogether) {
  std::string text;
  constexpr int count = 10'000;
  for (int i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    text += "  r" + number + ": {component: x, inports: {in: {topic: t" + number + "}}, outports: {out: {topic: t" +
            number + "}}}\n";
  }
  text += "connections: |\n";
  for (int i = 0; i < count; ++i) text += "  r" + std::to_string(i) + " OUT -> IN r" + std::to_string(i) + '\n';
  text += "  r0 OUT -> IN stranger\n";
  test::MemoryFiles files;
  files.add("a.yaml", "participants:\n" + text);
  const Declaration declaration = loaded(files);
  EXPECT_EQ(declaration.diagnostics.size(), std::size_t{count});
  EXPECT_EQ(declaration.configuration->edges.size(), 1U);
}

TEST(LoaderEdges, ManyPropertiesOfAGraphCostNoMoreEach) {
  std::string graph;
  for (int i = 0; i < 50'000; ++i) graph += "# @key" + std::to_string(i) + " v\n";
  test::MemoryFiles files;
  files.add("a.yaml", "graph: [a.fbp, b.fbp]\n");
  files.add("a.fbp", graph);
  files.add("b.fbp", graph + "# @last v\n");
  EXPECT_EQ(loaded(files).graph.properties.size(), 50'001U);
}

TEST(LoaderEdges, OfAGraphInPlaceOfADevicesFile) {
  test::MemoryFiles files;
  files.add("etc/house.fbp", "'21.5' -> TARGET heater\n");
  EXPECT_EQ(core::to_text(loaded(files, {"etc/house.fbp"}).diagnostics),
            "etc/house.fbp: error: the devices file must be a map of keys and values; this looks like a graph: name it "
            "with `graph: house.fbp` in a devices file, or with --graph etc/house.fbp\n");
}

}  // namespace
}  // namespace mfp::declaration
