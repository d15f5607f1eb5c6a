#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

#include "cli/live_graph.hpp"
#include "cli/packet.hpp"
#include "cli/port_words.hpp"
#include "cli/queue_names.hpp"
#include "cli/router_messages.hpp"
#include "cli/terminal.hpp"
#include "system/filter_program.hpp"

namespace mfp::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

core::Port live_port(std::string id, std::string queue) {
  core::Port port;
  port.id = std::move(id);
  port.queue = std::move(queue);
  return port;
}

LiveParticipant live(std::string role, std::vector<core::Port> inports, std::vector<core::Port> outports) {
  LiveParticipant participant;
  participant.participant.role = std::move(role);
  participant.participant.component = "x/Y";
  participant.participant.inports = std::move(inports);
  participant.participant.outports = std::move(outports);
  return participant;
}

LiveParticipants heating() {
  return {live("heater", {live_port("target", "heater.TARGET")}, {live_port("temperature", "heater.TEMPERATURE")}),
          live("house.display", {live_port("text", "display/text")}, {}), live("house", {live_port("door", "d")}, {})};
}

TEST(RouterMessages, ARefusalIsAnObjectWithAnError) {
  EXPECT_EQ(refusal(R"({"error":"no","request":{}})"), "no");
  EXPECT_EQ(refusal(R"({"error":7})"), "the router refuses, and does not say why");
  EXPECT_EQ(refusal("oh"), "the router's answer is no JSON");
  EXPECT_EQ(refusal(R"({"src":"a","tgt":"b"})"), std::nullopt);
  EXPECT_EQ(refusal("[]"), std::nullopt);
}

TEST(RouterMessages, BindingsAreReadAndWhatIsNoneIsLeftOut) {
  const auto bindings = read_bindings(
      R"([{"src":"a","tgt":"b"},{"src":"c","tgt":"d","file":"x.yaml:3"},{"src":"e"},7,{"src":1,"tgt":"f"}])");
  ASSERT_TRUE(bindings);
  EXPECT_THAT(*bindings, ElementsAre(LiveBinding{"a", "b", ""}, LiveBinding{"c", "d", "x.yaml:3"}));
  EXPECT_EQ(read_bindings("{}").error().message, "the router's answer is no list");
  EXPECT_EQ(read_bindings("nonsense").error().message, "the router's answer is no JSON");
}

TEST(RouterMessages, ABindingOfAFileMayBeBoundAsWell) {
  const auto bindings = read_bindings(
      R"([{"src":"a","tgt":"b","file":"x:1","bound":true},{"src":"c","tgt":"d","file":"x:2"},{"src":"e","tgt":"f"}])");
  ASSERT_TRUE(bindings);
  EXPECT_THAT(*bindings, ElementsAre(LiveBinding{"a", "b", "x:1", true}, LiveBinding{"c", "d", "x:2", false},
                                     LiveBinding{"e", "f", "", false}));
}

TEST(RouterMessages, ParticipantsAreReadAndWrittenAlike) {
  const std::string json = R"([{"role":"a","id":"1","component":"x/Y","seen":12,"ours":true,)"
                           R"("inports":[{"id":"in","queue":"a.IN","type":"number","topic":"a/set"}],"outports":[]}])";
  const auto participants = read_participants(json);
  ASSERT_TRUE(participants);
  EXPECT_EQ(participants_json(*participants), json);
  EXPECT_EQ((*participants)[0].speaker, Speaker::ours);
}

TEST(RouterMessages, UnusableParticipantsAndPortsAreLeftOut) {
  const auto participants = read_participants(
      R"([{"id":"no role"},5,{"role":"a","seen":-3,"inports":[{"id":"x","queue":"a/#"},{"queue":"q"},{"id":"y","queue":"q"}]}])");
  ASSERT_TRUE(participants);
  ASSERT_EQ(participants->size(), 1U);
  const LiveParticipant& only = participants->front();
  ASSERT_EQ(only.participant.inports.size(), 1U);
  EXPECT_EQ(only.participant.inports[0].id, "y");
  EXPECT_EQ(only.seen.count(), 0);
  EXPECT_EQ(only.speaker, Speaker::others);
}

struct PortWordCase {
  const char* word;
  core::Direction direction;
  /// The queue, or what is wrong.
  const char* result;
  PortProblem::Kind kind = PortProblem::Kind::final;
};

class PortWords : public testing::TestWithParam<PortWordCase> {};

TEST_P(PortWords, AreFound) {
  const PortWordCase& expected = GetParam();
  const LiveParticipants known = heating();
  const auto found = find_port(known, {expected.word, expected.direction, "rule", ""});
  EXPECT_EQ(found ? found->port->queue : found.error().message, expected.result);
  if (!found) {
    EXPECT_EQ(found.error().kind, expected.kind);
  }
}

constexpr auto in = core::Direction::in;
constexpr auto out = core::Direction::out;
constexpr auto open_kind = PortProblem::Kind::open;

INSTANTIATE_TEST_SUITE_P(
    Cases, PortWords,
    testing::Values(
        PortWordCase{"heater.TEMPERATURE", out, "heater.TEMPERATURE"},
        PortWordCase{"heater.temperature", out, "heater.TEMPERATURE"},
        PortWordCase{"heater.TEMPERATURE[3]", out, "heater.TEMPERATURE"},
        PortWordCase{"house.display.Text", in, "display/text"}, PortWordCase{"house.DOOR", in, "d"},
        PortWordCase{"heater.TARGET", out, "heater.TARGET is an inport; rule"},
        PortWordCase{"heater.TEMPERATURE", in, "heater.TEMPERATURE is an outport; rule"},
        PortWordCase{"heater.TEMPRATURE", out,
                     "participant 'heater' has no outport 'TEMPRATURE'; did you mean 'heater.TEMPERATURE'?"},
        PortWordCase{"heater.X", out, "participant 'heater' has no outport 'X'"},
        PortWordCase{"house.x.Y", in, "participant 'house' has no inport 'x.Y'", open_kind},
        PortWordCase{"heatr.TARGET", in, "no participant 'heatr' is announced; did you mean 'heater'?", open_kind},
        PortWordCase{"Heater.TARGET", in, "no participant 'Heater' is announced; did you mean 'heater'?", open_kind},
        PortWordCase{"other.A", in, "no participant 'other' is announced", open_kind},
        PortWordCase{"heater", in, "'heater' is no port; name it as ROLE.PORT, e.g. heater.TEMPERATURE"},
        PortWordCase{"heater.", in, "'heater.' is no port; name it as ROLE.PORT, e.g. heater.TEMPERATURE"},
        PortWordCase{".TARGET", in, "'.TARGET' is no port; name it as ROLE.PORT, e.g. heater.TEMPERATURE"}));

TEST(PortWords, TheWayOutStandsWhereNoNameIsNear) {
  const auto message = [](const char* word) {
    return find_port(heating(), {word, out, "rule", "; look elsewhere"}).error().message;
  };
  EXPECT_EQ(message("other.A"), "no participant 'other' is announced; look elsewhere");
  EXPECT_EQ(message("heatr.A"), "no participant 'heatr' is announced; did you mean 'heater'?");
  EXPECT_EQ(message("heater.X"), "participant 'heater' has no outport 'X'");
}

TEST(QueueNames, AreThoseOfTheDirectionFirst) {
  LiveParticipants known = heating();
  known.push_back(live("tap", {live_port("in", "heater.TEMPERATURE")}, {}));
  const QueueNames names(known);
  EXPECT_EQ(names.source("heater.TEMPERATURE").text(), "heater.TEMPERATURE");
  EXPECT_EQ(names.target("heater.TEMPERATURE").text(), "tap.IN");
  EXPECT_EQ(names.source("display/text").text(), "house.display.TEXT");
  EXPECT_EQ(names.target("nobodys").text(), "nobodys");
}

TEST(LiveGraph, HasAProcessForEachParticipantAndEachQueueOfNobody) {
  const core::Graph graph = live_graph(
      heating(), {{"heater.TEMPERATURE", "display/text", ""}, {"sky", "heater.TARGET", ""}, {"sky", "sea", ""}});
  std::vector<std::string> processes;
  for (const auto& process : graph.processes) processes.push_back(process.name + '(' + process.component + ')');
  EXPECT_THAT(processes, ElementsAre("heater(x/Y)", "house.display(x/Y)", "house(x/Y)", "sky()", "sea()"));
  std::vector<std::string> connections;
  for (const auto& one : graph.connections) connections.push_back(to_text(one.source) + " -> " + to_text(one.target));
  EXPECT_THAT(connections, ElementsAre("heater.temperature -> house.display.text", "sky.QUEUE -> heater.target",
                                       "sky.QUEUE -> sea.QUEUE"));
}

TEST(LiveGraph, AQueueOfNobodyDoesNotTakeTheNameOfAnother) {
  const core::Graph graph = live_graph(heating(), {{"heater", "heater_queue", ""}, {"house", "heater", ""}});
  std::vector<std::string> processes;
  for (const auto& process : graph.processes) processes.push_back(process.name);
  EXPECT_THAT(processes,
              ElementsAre("heater", "house.display", "house", "heater_queue", "heater_queue_queue", "house_queue"));
  EXPECT_EQ(to_text(graph.connections[1].target), "heater_queue.QUEUE");
}

TEST(LiveGraph, DeclaredParticipantsAreAdded) {
  core::Graph graph;
  graph.processes.push_back({"heater", "", "", {}});
  graph.processes.push_back({"house", "own/One", "", {}});
  std::vector<core::Participant> declared;
  for (const LiveParticipant& one : heating()) declared.push_back(one.participant);
  add_processes(graph, declared);
  std::vector<std::string> processes;
  for (const auto& process : graph.processes) processes.push_back(process.name + '(' + process.component + ')');
  EXPECT_THAT(processes, ElementsAre("heater(x/Y)", "house(own/One)", "house.display(x/Y)"));
}

struct ReadableCase {
  std::string payload;
  std::string line;
  std::string json;
};

class Payloads : public testing::TestWithParam<ReadableCase> {};

TEST_P(Payloads, AreReadable) {
  EXPECT_EQ(readable(GetParam().payload), GetParam().line);
  Packet packet;
  packet.port = "a.B";
  packet.queue = "q";
  packet.payload = GetParam().payload;
  EXPECT_THAT(packet_json(packet), HasSubstr("\"queue\":\"q\"," + GetParam().json + "}"));
}

INSTANTIATE_TEST_SUITE_P(Cases, Payloads,
                         testing::Values(ReadableCase{"21.50", "21.50", R"("payload":21.50)"},
                                         ReadableCase{"ON", "ON", R"("payload":"ON")"},
                                         ReadableCase{R"("ON")", R"("ON")", R"("payload":"ON")"},
                                         ReadableCase{"", "(empty)", R"("payload":"")"},
                                         ReadableCase{"{\n  \"a b\" : \"x \\\" y\",\n  \"c\": [ 1, 2 ]\n}\n",
                                                      R"({"a b":"x \" y","c":[1,2]})",
                                                      R"("payload":{"a b":"x \" y","c":[1,2]})"},
                                         ReadableCase{"two\nlines\n", "two lines", R"("payload":"two\nlines\n")"},
                                         ReadableCase{"grün", "grün", R"("payload":"grün")"},
                                         ReadableCase{"\n\xff\x01", "3 bytes: 0a ff 01", R"("base64":"Cv8B")"},
                                         ReadableCase{"\xff", "1 byte: ff", R"("base64":"/w==")"},
                                         ReadableCase{"\x1b[2J", "4 bytes: 1b 5b 32 4a", R"("base64":"G1sySg==")"},
                                         ReadableCase{std::string(100, '\xfe') + "\xff",
                                                      [] {
                                                        std::string text = "101 bytes:";
                                                        for (int i = 0; i < 66; ++i) text += " fe";
                                                        return text + " …";
                                                      }(),
                                                      R"("base64":")" +
                                                          [] {
                                                            std::string text;
                                                            for (int i = 0; i < 33; ++i) text += "/v7+";
                                                            return text;
                                                          }() +
                                                          R"(/v8=")"}));

/// 2026-11-25T12:00:01.007Z
Packet packet_at_noon(std::string_view payload) {
  Packet packet;
  packet.time = std::chrono::system_clock::time_point(std::chrono::milliseconds(1'795'608'001'007));
  packet.port = "heater.TEMPERATURE";
  packet.queue = "q";
  packet.payload = payload;
  return packet;
}

TEST(PacketJson, HasTheTimeInUtc) {
  Packet packet = packet_at_noon("1");
  packet.place = Packet::Place::from_device;
  packet.topic = "heater/state";
  packet.retained = true;
  EXPECT_EQ(packet_json(packet), R"({"time":"2026-11-25T12:00:01.007Z","port":"heater.TEMPERATURE","queue":"q",)"
                                 R"("topic":"heater/state","retained":true,"payload":1})");
}

TEST(PacketLine, ShowsWhereTheMessageIs) {
  Packet packet = packet_at_noon("1");
  // The time is local, so only what follows is compared.
  const auto rest = [](const std::string& line) { return line.substr(line.find('.')); };
  EXPECT_EQ(rest(packet_line(packet, {})), ".007  heater.TEMPERATURE  1");
  EXPECT_EQ(rest(packet_line(packet, {Colour::none, 0, 20})), ".007  heater.TEMPERATURE    1");
  packet.topic = "heater/state";
  packet.place = Packet::Place::from_device;
  EXPECT_EQ(rest(packet_line(packet, {})), ".007  heater.TEMPERATURE  <- heater/state  1");
  packet.place = Packet::Place::to_device;
  packet.retained = true;
  EXPECT_EQ(rest(packet_line(packet, {})), ".007  heater.TEMPERATURE  -> heater/state  (retained)  1");
}

TEST(PacketLine, IsCutAtTheWidthOfTheTerminal) {
  const std::string long_text(500, 'x');
  const std::string piped = packet_line(packet_at_noon(long_text), {});
  EXPECT_THAT(piped, testing::EndsWith("  " + std::string(199, 'x') + "…"));
  const std::string narrow = packet_line(packet_at_noon(long_text), {Colour::none, 60, 0});
  EXPECT_EQ(narrow.size(), 60 + std::string("…").size() - 1);
  const std::string tiny = packet_line(packet_at_noon(long_text), {Colour::none, 10, 0});
  EXPECT_THAT(tiny, testing::EndsWith("  " + std::string(19, 'x') + "…"));
}

TEST(PacketLine, IsCutBetweenCharacters) {
  EXPECT_EQ(cut_to("grün", 4), "grün");
  EXPECT_EQ(cut_to("grünes", 4), "grü…");
  EXPECT_EQ(cut_to("\xff\xff\xff", 2), "\xff…");
}

TEST(Table, AlignsColumnsAndLeavesNoBlanksAtTheEnd) {
  EXPECT_EQ(table({{{"a"}, {"b"}}, {{"grün"}, {""}, {"c"}}, {{"d"}, {""}}}, Colour::none),
            "a      b\ngrün       c\nd\n");
  EXPECT_EQ(table({{{"a\x1b[0m", Shade::name}, {"b"}}}, Colour::ansi), "\x1b[36ma [0m\x1b[0m   b\n");
  const std::string wide(61, 'w');
  EXPECT_EQ(table({{{wide}, {"b"}}, {{"a"}, {"c"}}}, Colour::none), wide + "   b\na   c\n");
}

TEST(JsonLine, EscapesWhatATerminalWouldObey) {
  EXPECT_EQ(json_line("[\"gr\u00fcn\u009b2J\x7f\",\n 1]"), "[\"gr\u00fcn\\u009b2J\\u007f\",  1]");
  EXPECT_EQ(json_line("\xff\"").size(), 2U);
}

TEST(FilterProgram, GivesWhatTheProgramWrites) {
  const std::string large(1'000'000, 'x');
  EXPECT_EQ(system::filter({"cat"}, large).value_or("failed"), large);
  EXPECT_EQ(system::filter({"cat"}, "").value_or("failed"), "");
  EXPECT_EQ(system::filter({"head", "-c", "1"}, large).value_or("failed"), "x");
}

TEST(FilterProgram, SaysWhyItFailed) {
  const auto missing = system::filter({"no-such-program-here"}, "x");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, system::FilterError::Kind::not_installed);
  const auto failed = system::filter({"sh", "-c", "echo why >&2; exit 3"}, "x");
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().kind, system::FilterError::Kind::failed);
  EXPECT_EQ(failed.error().text, "why\n");
}

}  // namespace
}  // namespace mfp::cli
