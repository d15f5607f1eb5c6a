#include "core/routing/edge_table.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "core/msgflo/announcement.hpp"
#include "support/participants.hpp"

namespace mfp::core {
namespace {

using test::participant;
using test::port;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Directory::TimePoint at_second(int second) { return Directory::TimePoint{} + std::chrono::seconds(second); }

std::string announcement_of(const std::string& role, const std::string& port_id, const std::string& queue) {
  return R"({"protocol":"discovery","command":"participant","payload":{"id":")" + role + R"(","role":")" + role +
         R"(","component":"a/B","inports":[{"id":")" + port_id + R"(","queue":")" + queue +
         R"("}],"outports":[{"id":"out","queue":")" + role + R"(/out"}]}})";
}

Edge edge(const std::string& source, const std::string& source_port, const std::string& target,
          const std::string& target_port) {
  return {{source, source_port, {}}, {target, target_port, {}}, {0, {12, 3}}};
}

class EdgeTableTest : public testing::Test {
 protected:
  EdgeTable& declare(std::vector<Edge> edges) {
    auto fresh = std::make_unique<EdgeTable>(participants_, std::move(edges), files_, directory_,
                                             edge_table_ ? edge_table_->known_ports() : KnownPorts{});
    edge_table_ = std::move(fresh);
    return *edge_table_;
  }

  void hear(const std::string& message) {
    std::string role;
    ASSERT_EQ(directory_.hear(message, at_second(0), role), Directory::Heard::changed);
    edge_table_->participant_changed(role);
  }

  std::vector<std::string> take_change() {
    const EdgeTable::Change change = edge_table_->take_change();
    std::vector<std::string> lines;
    for (const RoutePtr& route : change.removed)
      lines.push_back("- " + route->source.text() + " -> " + route->target.text());
    for (const RoutePtr& route : change.added)
      lines.push_back("+ " + route->source.text() + " -> " + route->target.text());
    return lines;
  }

  std::vector<Participant> participants_{
      participant("heater", {port("heater", "target", "heater/set")}, {port("heater", "temperature", "heater/state")}),
      participant("display", {port("display", "text", "display/text")}, {})};
  std::vector<std::string> files_{"devices.yaml"};
  Directory directory_;
  std::unique_ptr<EdgeTable> edge_table_;
};

TEST_F(EdgeTableTest, FindsTheQueuesOfOurPorts) {
  declare({edge("heater", "TEMPERATURE", "display", "Text")});
  EXPECT_THAT(take_change(), ElementsAre("+ heater.TEMPERATURE -> display.TEXT"));
  EXPECT_THAT(edge_table_->waiting(), IsEmpty());
}

TEST_F(EdgeTableTest, WaitsForOthersFollowsTheirQueuesAndKeepsThemWhenTheyAreSilent) {
  declare({edge("heater", "TEMPERATURE", "lamp", "ON")});
  EXPECT_THAT(take_change(), IsEmpty());
  EXPECT_EQ(edge_table_->waiting().at("lamp"), 1U);
  hear(announcement_of("lamp", "on", "lamp/on"));
  EXPECT_THAT(take_change(), ElementsAre("+ heater.TEMPERATURE -> lamp/on"));
  hear(announcement_of("lamp", "on", "lamp/new"));
  EXPECT_THAT(take_change(), ElementsAre("- heater.TEMPERATURE -> lamp/on", "+ heater.TEMPERATURE -> lamp/new"));
  EXPECT_THAT(directory_.forget_silent(at_second(600)), ElementsAre("lamp"));
  edge_table_->participant_changed("lamp");
  EXPECT_THAT(take_change(), IsEmpty());
  declare({edge("heater", "TEMPERATURE", "lamp", "ON")});
  EXPECT_THAT(take_change(), ElementsAre("+ heater.TEMPERATURE -> lamp/new"));
}

TEST_F(EdgeTableTest, EachEndOfSilentParticipantsStaysWhereItWas) {
  declare({edge("lamp", "OUT", "bell", "IN")});
  hear(announcement_of("lamp", "in", "lamp/in"));
  hear(announcement_of("bell", "in", "bell/in"));
  EXPECT_THAT(take_change(), ElementsAre("+ lamp/out -> bell/in"));
  EXPECT_EQ(directory_.forget_silent(at_second(600)).size(), 2U);
  std::string role;
  ASSERT_EQ(directory_.hear(announcement_of("lamp", "in", "lamp/in"), at_second(601), role), Directory::Heard::changed);
  edge_table_->participant_changed("lamp");
  EXPECT_THAT(take_change(), IsEmpty());
}

TEST_F(EdgeTableTest, KnownPortsOutliveARestart) {
  declare({edge("heater", "TEMPERATURE", "lamp", "ON")});
  hear(announcement_of("lamp", "on", "lamp/on"));
  const KnownPorts known = read_known_ports(to_json(edge_table_->known_ports()));
  EXPECT_EQ(known, edge_table_->known_ports());
  const Directory nobody;
  EdgeTable again(participants_, {edge("heater", "TEMPERATURE", "lamp", "ON")}, files_, nobody, known);
  EXPECT_EQ(again.routes().size(), 1U);
  EXPECT_THAT(read_known_ports("junk"), IsEmpty());
  EXPECT_THAT(read_known_ports(R"([{"role":"a","port":"b","direction":"in","queue":"#"}, 7])"), IsEmpty());
}

TEST_F(EdgeTableTest, AnEdgeGoesWhenItsPortIsNoLongerAnnounced) {
  declare({edge("heater", "TEMPERATURE", "lamp", "ON")});
  hear(announcement_of("lamp", "on", "lamp/on"));
  take_change();
  hear(announcement_of("lamp", "off", "lamp/on"));
  EXPECT_THAT(take_change(), ElementsAre("- heater.TEMPERATURE -> lamp/on"));
}

TEST_F(EdgeTableTest, OneWayIsOneRouteWhoeverWantsIt) {
  declare({edge("heater", "TEMPERATURE", "display", "TEXT"), edge("heater", "temperature", "display", "text")});
  ASSERT_TRUE(edge_table_->bind({"heater.TEMPERATURE", "display.TEXT"}));
  EXPECT_THAT(take_change(), ElementsAre("+ heater.TEMPERATURE -> display.TEXT"));
  EXPECT_EQ(edge_table_->bindings(), 1U);
  ASSERT_TRUE(edge_table_->unbind({"heater.TEMPERATURE", "display.TEXT"}));
  EXPECT_THAT(take_change(), IsEmpty());
}

TEST_F(EdgeTableTest, WhatARelayDoesAlreadyNeedsNoRoute) {
  participants_.push_back(participant("all", {}, {port("all", "lamps", "lamp/+")}));
  declare({});
  ASSERT_TRUE(edge_table_->bind({"lamp/1", "all.LAMPS"}));
  EXPECT_THAT(take_change(), IsEmpty());
  ASSERT_TRUE(edge_table_->bind({"other/1", "all.LAMPS"}));
  EXPECT_THAT(take_change(), ElementsAre("+ other/1 -> all.LAMPS"));
}

TEST_F(EdgeTableTest, PortsOfOneQueueAreConnectedAlready) {
  declare({edge("heater", "TEMPERATURE", "lamp", "ON")});
  hear(announcement_of("lamp", "on", "heater.TEMPERATURE"));
  EXPECT_THAT(take_change(), IsEmpty());
  EXPECT_THAT(edge_table_->take_warnings(), IsEmpty());
  EXPECT_THAT(edge_table_->waiting(), IsEmpty());
}

TEST_F(EdgeTableTest, RefusesCyclesWithTheirPath) {
  declare({});
  ASSERT_TRUE(edge_table_->bind({"a", "b"}));
  ASSERT_TRUE(edge_table_->bind({"b", "heater.TARGET"}));
  const auto refused = edge_table_->bind({"heater/set", "a"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message,
            "it would feed its own source: heater/set -> a -> b -> heater.TARGET -> heater/set");
  EXPECT_EQ(edge_table_->bindings(), 2U);
  EXPECT_EQ(edge_table_->bind({"x", "x"}).error().message, "it would feed its own source: x -> x");
}

TEST_F(EdgeTableTest, ALoopThroughADeviceIsNoCycle) {
  participants_.push_back(participant("thermostat", {port("thermostat", "room", "thermostat/room")},
                                      {port("thermostat", "wanted", "thermostat/wanted")}));
  declare({edge("heater", "TEMPERATURE", "thermostat", "ROOM"), edge("thermostat", "WANTED", "heater", "TARGET")});
  EXPECT_EQ(take_change().size(), 2U);
  EXPECT_THAT(edge_table_->take_warnings(), IsEmpty());
}

TEST_F(EdgeTableTest, AnEdgeThatOnlyNowIsACycleIsLeftOutUntilItIsNone) {
  declare({edge("lamp", "OUT", "display", "TEXT")});
  ASSERT_TRUE(edge_table_->bind({"display/text", "lamp/out"}));
  hear(announcement_of("lamp", "on", "lamp/on"));
  EXPECT_THAT(take_change(), ElementsAre("+ display/text -> lamp/out"));
  EXPECT_THAT(edge_table_->take_warnings(),
              ElementsAre("lamp.OUT -> display.TEXT (devices.yaml:12) is left out: it would feed its own source: "
                          "lamp/out -> display.TEXT -> display/text -> lamp/out"));
  ASSERT_TRUE(edge_table_->unbind({"display/text", "lamp/out"}));
  EXPECT_THAT(take_change(), ElementsAre("- display/text -> lamp/out", "+ lamp/out -> display.TEXT"));
}

std::vector<Binding> chained_bindings(std::size_t count) {
  std::vector<Binding> bindings;
  for (std::size_t i = 0; i < count; ++i) bindings.push_back({"q" + std::to_string(i), "q" + std::to_string(i + 1)});
  return bindings;
}

TEST_F(EdgeTableTest, ALongChainOfKeptBindingsIsTakenInAtOnce) {
  std::vector<Binding> kept = chained_bindings(20'000);
  kept.push_back({"q20000", "q0"});
  std::sort(kept.begin(), kept.end());
  declare({});
  edge_table_->bind_again(kept);
  EXPECT_EQ(edge_table_->bindings(), 20'001U);
  EXPECT_EQ(edge_table_->routes().size(), 20'000U);
  const auto warnings = edge_table_->take_warnings();
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_THAT(warnings[0], HasSubstr("the binding " + kept.back().source + " -> " + kept.back().target +
                                     " is left out: it would feed its own source: "));
}

TEST_F(EdgeTableTest, OfKeptBindingsTheOneIsLeftOutThatClosesACycleWithEarlierOnes) {
  declare({edge("heater", "TEMPERATURE", "display", "TEXT")});
  take_change();
  edge_table_->bind_again(std::vector<Binding>{
      {"b", "c"}, {"display/text", "b"}, {"c", "heater.TEMPERATURE"}, {"c", "d"}, {"b", "c"}, {"d", "b"}});
  EXPECT_THAT(take_change(), ElementsAre("+ b -> c", "+ display/text -> b", "+ c -> d"));
  EXPECT_THAT(edge_table_->take_warnings(),
              ElementsAre("the binding c -> heater.TEMPERATURE is left out: it would feed its own source: c -> "
                          "heater.TEMPERATURE -> display.TEXT -> display/text -> b -> c",
                          "the binding d -> b is left out: it would feed its own source: d -> b -> c -> d"));
  EXPECT_EQ(edge_table_->bindings(), 5U);
  ASSERT_TRUE(edge_table_->unbind({"b", "c"}));
  EXPECT_THAT(take_change(), ElementsAre("- b -> c", "+ c -> heater.TEMPERATURE", "+ d -> b"));
}

TEST_F(EdgeTableTest, OnlyWhatWasBoundCanBeUnbound) {
  declare({edge("heater", "TEMPERATURE", "display", "TEXT")});
  EXPECT_THAT(edge_table_->unbind({"heater.TEMPERATURE", "display.TEXT"}).error().message,
              HasSubstr("is declared in devices.yaml:12; take it out there"));
  EXPECT_EQ(edge_table_->unbind({"a", "b"}).error().message, "a is not bound to b");
}

TEST(DirectoryTest, IsBoundedAndTellsWhatChanged) {
  Directory directory;
  std::string role;
  for (std::size_t i = 0; i < Directory::most_participants; ++i) {
    ASSERT_EQ(directory.hear(announcement_of("p" + std::to_string(i), "in", "q"), at_second(0), role),
              Directory::Heard::changed);
  }
  EXPECT_EQ(directory.hear(announcement_of("more", "in", "q"), at_second(1), role), Directory::Heard::full);
  EXPECT_EQ(directory.hear(announcement_of("p7", "in", "q"), at_second(599), role), Directory::Heard::unchanged);
  EXPECT_EQ(directory.forget_silent(at_second(600)).size(), Directory::most_participants - 1);
  EXPECT_EQ(directory.entries().size(), 1U);
  EXPECT_EQ(directory.hear(announcement_of("p7", "in", "other"), at_second(601), role), Directory::Heard::changed);
}

TEST(DirectoryTest, StrangersWordsAreData) {
  EXPECT_FALSE(read_announcement("junk"));
  EXPECT_FALSE(read_announcement("[]"));
  EXPECT_FALSE(read_announcement(R"({"protocol":"discovery","command":"participant","payload":{"id":"a"}})"));
  EXPECT_FALSE(read_announcement(R"({"protocol":"discovery","command":"other","payload":{"role":"a"}})"));
  EXPECT_FALSE(read_announcement(announcement_of(std::string(1001, 'x'), "in", "q")));
  const auto odd = read_announcement(
      R"({"protocol":"discovery","command":"participant","payload":{"role":"a","inports":[{"id":"x","queue":"bad/#"},)"
      R"(7,{"queue":"no id"},{"id":"y"},{"id":"z","queue":"$SYS/x"}],"outports":"none"}})");
  ASSERT_TRUE(odd);
  ASSERT_EQ(odd->inports.size(), 1U);
  EXPECT_EQ(odd->inports[0].queue, "a.Y");
  EXPECT_EQ(odd->inports[0].type, "");
  std::string many = R"({"protocol":"discovery","command":"participant","payload":{"role":"a","inports":[)";
  for (int i = 0; i < 1001; ++i) many += std::string(i == 0 ? "" : ",") + R"({"id":"p)" + std::to_string(i) + "\"}";
  EXPECT_FALSE(read_announcement(many + "]}}"));
}

TEST(BindingTest, IsReadAndWrittenAsTheProtocolSays) {
  const auto binding = read_binding(R"({"src":"a","tgt":"b/\u00e4","more":[1]})", 100);
  ASSERT_TRUE(binding);
  EXPECT_EQ(*binding, (Binding{"a", "b/ä"}));
  EXPECT_EQ(to_json(*binding), R"({"src":"a","tgt":"b/ä"})");
  const std::vector<Binding> two{{"a", "b"}, {"c \"x\"", "d"}};
  EXPECT_EQ(read_bindings(to_json(two))->bindings, two);
  EXPECT_THAT(read_bindings(to_json(std::vector<Binding>{}))->bindings, IsEmpty());
}

TEST(RoutesTest, AFilterWithinAWiderOneNeedsNoRouteOfItsOwn) {
  const auto sources = [](std::vector<Port> ports) {
    for (Port& one : ports) one.queue = "q";
    const std::vector<Participant> all{participant("a", {}, std::move(ports))};
    std::vector<std::string> texts;
    for (const RoutePtr& route : routes_of(all)) texts.push_back(route->source.text());
    return texts;
  };
  EXPECT_THAT(sources({port("a", "x", "d/+"), port("a", "y", "d/1")}), ElementsAre("d/+"));
  EXPECT_THAT(sources({port("a", "x", "d/+"), port("a", "y", "d/#")}), ElementsAre("d/#"));
  EXPECT_THAT(sources({port("a", "x", "d/+"), port("a", "y", "+/1")}), ElementsAre("d/+", "+/1"));
  EXPECT_THAT(sources({port("a", "x", "d/+"), port("a", "y", "e/1")}), ElementsAre("d/+", "e/1"));
  std::vector<Port> other_way{port("a", "x", "d/+"), port("a", "y", "d/1")};
  other_way[1].qos = 1;
  EXPECT_THAT(sources(other_way), ElementsAre("d/+", "d/1"));
}

TEST(BindingTest, RefusalsSayWhatIsNeeded) {
  const auto refusal = [](std::string_view request) { return read_binding(request, 100).error().message; };
  EXPECT_THAT(refusal("x"), HasSubstr("is no JSON; it needs \"src\" and \"tgt\""));
  EXPECT_THAT(refusal("{}"), HasSubstr("needs \"src\" and \"tgt\""));
  EXPECT_THAT(refusal(R"({"src":"a","tgt":"b/#"})"), HasSubstr("tgt has a wildcard"));
  EXPECT_THAT(refusal(R"({"src":"/msgrouter/default/error","tgt":"b"})"), HasSubstr("src is a topic of MsgFlo"));
  EXPECT_EQ(refusal(std::string(101, ' ')), "has 101 bytes; at most 100 are taken");
  const auto kept = read_bindings(R"([{"src":"a"},{"src":"a","tgt":"b"},{"src":"fbp","tgt":"b"}])");
  ASSERT_TRUE(kept);
  EXPECT_THAT(kept->bindings, ElementsAre(Binding{"a", "b"}));
  ASSERT_EQ(kept->problems.size(), 2U);
  EXPECT_EQ(kept->problems[0].substr(0, 15), "element 1 needs");
  EXPECT_EQ(kept->problems[1], "element 3 cannot be carried out: src is a topic of MsgFlo itself");
  EXPECT_EQ(read_bindings("{}").error().message, "is no JSON array");
}

}  // namespace
}  // namespace mfp::core
