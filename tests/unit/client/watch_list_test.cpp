#include "client/watch_list.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mfp::client {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using Place = WatchedMessage::Place;

constexpr std::uint32_t first = 2;

core::Port listed_port(std::string id, std::string queue, std::string_view topic = "") {
  core::Port port;
  port.id = std::move(id);
  port.queue = std::move(queue);
  if (!topic.empty()) port.topic = *core::TopicFilter::parse(topic);
  return port;
}

core::Participant listed(std::string role, std::vector<core::Port> inports, std::vector<core::Port> outports) {
  core::Participant participant;
  participant.role = std::move(role);
  participant.inports = std::move(inports);
  participant.outports = std::move(outports);
  return participant;
}

/// `+2 queue`, `-2 queue`
std::vector<std::string> texts(const std::vector<WatchList::Step>& steps) {
  std::vector<std::string> texts;
  for (const auto& step : steps) {
    const char sign = step.kind == WatchList::Step::Kind::subscribe ? '+' : '-';
    texts.push_back(sign + std::to_string(step.identifier) + ' ' + step.filter);
  }
  return texts;
}

/// `heater.TARGET queue`, and `<-` or `->` before those on a device's topic
std::vector<std::string> texts(const std::vector<WatchList::Owner>& owners) {
  std::vector<std::string> texts;
  for (const auto& owner : owners) {
    const std::string sign = owner.place == Place::queue ? "" : owner.place == Place::from_device ? "<- " : "-> ";
    texts.push_back(sign + std::string(owner.name) + ' ' + std::string(owner.queue));
  }
  return texts;
}

TEST(WatchList, SubscribesToQueuesAndToTheTopicsBehindThem) {
  WatchList list({}, first);
  const auto steps = list.take_in(listed("a", {listed_port("in", "q", "t")}, {listed_port("out", "r", "u/+")}));
  EXPECT_THAT(texts(steps), ElementsAre("+2 q", "+3 t", "+4 r", "+5 u/+"));
  EXPECT_THAT(texts(list.owners(2)), ElementsAre("a.IN q"));
  EXPECT_THAT(texts(list.owners(3)), ElementsAre("-> a.IN q"));
  EXPECT_THAT(texts(list.owners(5)), ElementsAre("<- a.OUT r"));
  EXPECT_THAT(list.owners(6), IsEmpty());
  EXPECT_THAT(list.matching("u/1"), ElementsAre(5));
  EXPECT_EQ(list.ports(), 2U);
  EXPECT_EQ(list.widest_name(), 5U);
}

TEST(WatchList, OnlyWhatIsNamedIsWatched) {
  WatchList list({"a", "b.out"}, first);
  EXPECT_THAT(texts(list.take_in(listed("a", {listed_port("in", "q")}, {}))), ElementsAre("+2 q"));
  EXPECT_THAT(texts(list.take_in(listed("b", {listed_port("in", "r")}, {listed_port("out", "s")}))),
              ElementsAre("+3 s"));
  EXPECT_THAT(list.take_in(listed("c", {listed_port("in", "t")}, {})), IsEmpty());
  EXPECT_THAT(list.names(), ElementsAre("a", "a.IN", "b", "b.IN", "b.OUT", "c", "c.IN"));
}

TEST(WatchList, WhatIsAsItWasChangesNothing) {
  WatchList list({}, first);
  const auto participant = listed("a", {listed_port("in", "q", "t")}, {listed_port("out", "q")});
  EXPECT_EQ(list.take_in(participant).size(), 2U);
  EXPECT_THAT(list.take_in(participant), IsEmpty());
  EXPECT_THAT(texts(list.owners(3)), ElementsAre("-> a.IN q"));
}

TEST(WatchList, AQueueThatMovedIsFollowed) {
  WatchList list({}, first);
  EXPECT_EQ(list.take_in(listed("a", {}, {listed_port("out", "former")})).size(), 1U);
  EXPECT_THAT(texts(list.take_in(listed("a", {}, {listed_port("out", "present")}))),
              ElementsAre("+3 present", "-2 former"));
  EXPECT_THAT(list.owners(2), IsEmpty());
  EXPECT_THAT(texts(list.owners(3)), ElementsAre("a.OUT present"));
}

TEST(WatchList, AQueueStaysAsLongAsSomebodyHasIt) {
  WatchList list({}, first);
  EXPECT_EQ(list.take_in(listed("a", {}, {listed_port("out", "q")})).size(), 1U);
  EXPECT_THAT(list.take_in(listed("b", {listed_port("in", "q")}, {})), IsEmpty());
  EXPECT_THAT(texts(list.owners(2)), UnorderedElementsAre("a.OUT q", "b.IN q"));
  EXPECT_THAT(list.forget("a"), IsEmpty());
  EXPECT_THAT(texts(list.owners(2)), ElementsAre("b.IN q"));
  EXPECT_THAT(texts(list.forget("b")), ElementsAre("-2 q"));
  EXPECT_THAT(list.forget("b"), IsEmpty());
  EXPECT_THAT(list.names(), IsEmpty());
}

TEST(WatchList, ATopicOfSeveralPortsBelongsToTheirRole) {
  WatchList list({}, first);
  EXPECT_EQ(
      list.take_in(listed("a", {listed_port("x", "q", "t"), listed_port("y", "r", "t")}, {listed_port("z", "s", "t")}))
          .size(),
      4U);
  EXPECT_THAT(list.take_in(listed("b", {listed_port("x", "t")}, {})), IsEmpty());
  EXPECT_THAT(texts(list.owners(3)), ElementsAre("<- a.Z s", "-> a ", "b.X t"));
}

}  // namespace
}  // namespace mfp::client
