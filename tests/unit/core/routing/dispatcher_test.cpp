#include "core/routing/dispatcher.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/msgflo/announcement.hpp"
#include "support/participants.hpp"

namespace mfp::core {
namespace {

using test::participant;
using test::port;
using testing::ElementsAre;

/// An action as a line: `publish TARGET qos retain`, `acknowledge`, `dead letter PORT TOPIC: REASON`, `retry PORT`.
std::string line(const Action& action) {
  if (const auto* publish = std::get_if<Publish>(&action)) {
    return "publish " + publish->route->target.text() + " " + std::string(publish->payload) + " qos " +
           std::to_string(publish->qos) + (publish->retain ? " retain" : "");
  }
  if (const auto* letter = std::get_if<DeadLetter>(&action)) {
    return "dead letter " + letter->port + " " + letter->topic + ": " + letter->reason;
  }
  if (const auto* retry = std::get_if<RetryLater>(&action)) return "retry " + retry->port + ": " + retry->reason;
  return "acknowledge";
}

class RouterTest : public testing::Test {
 protected:
  explicit RouterTest(std::vector<Participant> participants = {participant(
                          "heater", {port("heater", "target", "heater/set")},
                          {port("heater", "temperature", "heater/state"), port("heater", "raw", "heater/#")})})
      : participants_(std::move(participants)) {}

  std::vector<std::string> take_lines() {
    std::vector<std::string> lines;
    for (const Action& action : actions_) lines.push_back(line(action));
    actions_.clear();
    return lines;
  }

  std::uint32_t id_of(std::string_view filter) const {
    const Subscription* subscription = table_.find(filter);
    return subscription == nullptr ? 0 : subscription->id;
  }

  /// Receives a message and hands what it becomes to the target under the packet identifiers from `packet` on.
  std::vector<std::string> receive(std::string_view topic, std::vector<std::uint32_t> ids, std::uint8_t qos,
                                   std::uint16_t packet, std::string_view payload = "1") {
    dispatcher_.on_message({topic, payload, qos, false, ids, nullptr}, actions_);
    for (const Action& action : actions_) {
      const auto* publish = std::get_if<Publish>(&action);
      if (publish != nullptr && publish->qos > 0) dispatcher_.sent(packet++, *publish);
    }
    return take_lines();
  }

  std::vector<std::string> answer(std::uint16_t packet, std::uint8_t reason_code = 0) {
    dispatcher_.on_answered(packet, reason_code, actions_);
    dispatcher_.settle(actions_);
    return take_lines();
  }

  std::vector<Participant> participants_;
  RouteTable table_{routes_of(participants_)};
  Dispatcher dispatcher_{table_};
  Actions actions_;
};

TEST_F(RouterTest, FindsRoutesByIdentifier) {
  EXPECT_THAT(receive("heater/state", {id_of("heater/state")}, 1, 1),
              ElementsAre("publish heater.TEMPERATURE 1 qos 1"));
  EXPECT_THAT(receive("heater.TARGET", {id_of("heater.TARGET")}, 0, 0), ElementsAre("publish heater/set 1 qos 0"));
}

TEST_F(RouterTest, HandlesEachOfSeveralIdentifiersOnce) {
  EXPECT_THAT(receive("heater/state", {id_of("heater/state"), id_of("heater/#")}, 1, 1),
              ElementsAre("publish heater.TEMPERATURE 1 qos 1", "publish heater.RAW 1 qos 1"));
}

TEST_F(RouterTest, WithoutIdentifiersMatchesTheTopic) {
  EXPECT_THAT(receive("heater/state", {}, 1, 1),
              testing::UnorderedElementsAre("publish heater.TEMPERATURE 1 qos 1", "publish heater.RAW 1 qos 1"));
}

TEST_F(RouterTest, AcknowledgesOnlyWhenEverythingIsDelivered) {
  receive("heater/state", {id_of("heater/state"), id_of("heater/#")}, 1, 1);
  receive("heater/lwt", {id_of("heater/#")}, 1, 3);
  EXPECT_THAT(answer(2), ElementsAre());
  EXPECT_THAT(answer(1), ElementsAre());
  EXPECT_FALSE(dispatcher_.settled());
  EXPECT_THAT(answer(3), ElementsAre("acknowledge"));
  EXPECT_TRUE(dispatcher_.settled());
  dispatcher_.settle(actions_);
  EXPECT_THAT(take_lines(), ElementsAre());
}

TEST_F(RouterTest, QosZeroNeedsNoAcknowledgement) {
  receive("heater/state", {id_of("heater/state")}, 0, 0);
  dispatcher_.settle(actions_);
  EXPECT_THAT(take_lines(), ElementsAre());
}

TEST_F(RouterTest, AMessageForNobodyIsAcknowledgedAndTold) {
  EXPECT_THAT(receive("old/topic", {12345}, 1, 1),
              ElementsAre("dead letter  old/topic: no port is declared for its topic"));
  dispatcher_.settle(actions_);
  EXPECT_THAT(take_lines(), ElementsAre("acknowledge"));
}

TEST_F(RouterTest, AnIdentifierOfAFormerRunThatNowMeansAnotherFilterIsNotTrusted) {
  EXPECT_THAT(receive("heater.TARGET", {id_of("heater/state")}, 1, 1), ElementsAre("publish heater/set 1 qos 1"));
}

TEST_F(RouterTest, FinalRefusalsAreDeadLetters) {
  for (const int code : {135, 144, 149, 153}) {
    receive("heater/state", {id_of("heater/state")}, 1, 1);
    const auto lines = answer(1, static_cast<std::uint8_t>(code));
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_TRUE(lines[0].starts_with("dead letter heater.TEMPERATURE heater.TEMPERATURE: the broker")) << lines[0];
    EXPECT_EQ(lines[1], "acknowledge");
  }
}

TEST_F(RouterTest, ARefusalForNowKeepsEverythingUnacknowledged) {
  receive("heater/state", {id_of("heater/state")}, 1, 1);
  EXPECT_THAT(answer(1, 151),
              ElementsAre("retry heater.TEMPERATURE: the broker refused a message for now (reason 151)"));
  EXPECT_FALSE(dispatcher_.settled());
  receive("heater.TARGET", {id_of("heater.TARGET")}, 1, 2);
  EXPECT_THAT(answer(2), ElementsAre());
  dispatcher_.on_target_lost(TargetEnd::lost);
  EXPECT_TRUE(dispatcher_.settled());
  dispatcher_.settle(actions_);
  EXPECT_THAT(take_lines(), ElementsAre());
}

TEST_F(RouterTest, APublishThatIsNotTakenNowKeepsEverythingUnacknowledged) {
  const std::vector<std::uint32_t> ids{id_of("heater/state")};
  dispatcher_.on_message({"heater/state", "1", 1, false, ids, nullptr}, actions_);
  const Publish publish = std::get<Publish>(actions_.at(0));
  actions_.clear();
  dispatcher_.not_taken(publish, "no memory", actions_);
  dispatcher_.settle(actions_);
  EXPECT_THAT(take_lines(), ElementsAre("retry heater.TEMPERATURE: no memory"));
}

TEST_F(RouterTest, RefusalsForNowQuarantineNothing) {
  for (int i = 0; i < 10; ++i) {
    EXPECT_THAT(receive("heater/state", {id_of("heater/state")}, 1, 1),
                ElementsAre("publish heater.TEMPERATURE 1 qos 1"));
    answer(1, 131);
    dispatcher_.on_target_lost(TargetEnd::lost);
  }
}

TEST_F(RouterTest, AMessageThatTheBrokerRejectsThreeTimesIsQuarantined) {
  for (int i = 0; i < 3; ++i) {
    receive("heater.TARGET", {id_of("heater.TARGET")}, 1, 1, "good");
    EXPECT_THAT(receive("heater/state", {id_of("heater/state")}, 1, 2, "bad"),
                ElementsAre("publish heater.TEMPERATURE bad qos 1"));
    answer(1);
    dispatcher_.on_target_lost(TargetEnd::rejected);
  }
  EXPECT_THAT(receive("heater/state", {id_of("heater/state")}, 1, 1, "bad"),
              ElementsAre("dead letter heater.TEMPERATURE heater.TEMPERATURE: the broker rejected it three times and "
                          "ended the connection"));
  EXPECT_THAT(receive("heater/state", {id_of("heater/state")}, 1, 1, "bad"),
              ElementsAre("publish heater.TEMPERATURE bad qos 1"));
}

TEST_F(RouterTest, ABrokerThatComesAndGoesQuarantinesNothing) {
  for (int i = 0; i < 10; ++i) {
    EXPECT_THAT(receive("heater/state", {id_of("heater/state")}, 1, 1, "same"),
                ElementsAre("publish heater.TEMPERATURE same qos 1"));
    dispatcher_.on_target_lost(TargetEnd::lost);
  }
}

TEST_F(RouterTest, AfterALostTargetOldAnswersMeanNothing) {
  receive("heater/state", {id_of("heater/state")}, 1, 1);
  dispatcher_.on_target_lost(TargetEnd::lost);
  EXPECT_TRUE(dispatcher_.settled());
  EXPECT_THAT(answer(1), ElementsAre());
}

TEST_F(RouterTest, AfterALostSourceWhatIsInFlightGoesOn) {
  receive("heater/state", {id_of("heater/state")}, 1, 1);
  EXPECT_EQ(dispatcher_.pending(), 1U);
  dispatcher_.on_source_lost();
  EXPECT_FALSE(dispatcher_.settled());
  EXPECT_EQ(dispatcher_.pending(), 1U);
  EXPECT_THAT(answer(1), ElementsAre());
  EXPECT_TRUE(dispatcher_.settled());
}

TEST_F(RouterTest, PublishesOfAHigherQosCountAsPending) {
  participants_.front().outports.front().qos = 1;
  const RouteTable table(routes_of(participants_));
  Dispatcher dispatcher(table);
  const std::vector<std::uint32_t> ids{id_of("heater/state")};
  for (std::uint16_t packet = 1; packet <= 3; ++packet) {
    dispatcher.on_message({"heater/state", "1", 0, false, ids, nullptr}, actions_);
    dispatcher.sent(packet, std::get<Publish>(actions_.back()));
  }
  EXPECT_EQ(dispatcher.pending(), 3U);
}

TEST_F(RouterTest, AMessageQueuedForAFilterOfAFormerRunFindsTheOneDeclaredNow) {
  EXPECT_THAT(receive("heater.TARGET", {12345}, 1, 1), ElementsAre("publish heater/set 1 qos 1"));
  EXPECT_THAT(receive("heater.TARGET", {12345, id_of("heater.TARGET")}, 1, 2),
              ElementsAre("publish heater/set 1 qos 1"));
}

TEST(RoutePolicyTest, QosAndRetainAreAsDeclared) {
  auto ports = std::vector<Port>{port("d", "keep", "t"), port("d", "never", "t"), port("d", "always", "t")};
  ports[1].retain = RetainPolicy::never;
  ports[1].qos = 0;
  ports[2].retain = RetainPolicy::always;
  ports[2].qos = 2;
  const std::vector<Participant> participants{participant("d", {}, ports)};
  const RouteTable table(routes_of(participants));
  ASSERT_EQ(table.subscriptions().size(), 1U);
  Dispatcher dispatcher(table);
  const auto lines = [&](bool retained) {
    Actions actions;
    const std::vector<std::uint32_t> ids{table.subscriptions()[0]->id};
    dispatcher.on_message({"t", "x", 1, retained, ids, nullptr}, actions);
    std::vector<std::string> texts;
    for (const Action& action : actions) texts.push_back(line(action));
    return texts;
  };
  EXPECT_THAT(lines(true), ElementsAre("publish d.KEEP x qos 1 retain", "publish d.NEVER x qos 0",
                                       "publish d.ALWAYS x qos 2 retain"));
  EXPECT_THAT(lines(false),
              ElementsAre("publish d.KEEP x qos 1", "publish d.NEVER x qos 0", "publish d.ALWAYS x qos 2 retain"));
}

TEST(RouteTableTest, IdentifiersDependOnTheFilterAlone) {
  const std::vector<Participant> one{participant("a", {}, {port("a", "x", "t/1")})};
  const std::vector<Participant> two{participant("b", {}, {port("b", "y", "t/0"), port("b", "z", "t/1")})};
  const RouteTable first(routes_of(one));
  const RouteTable second(routes_of(two));
  EXPECT_EQ(first.subscriptions()[0]->id, second.subscriptions()[1]->id);
  EXPECT_EQ(second.find(first.subscriptions()[0]->id)->filter.text(), "t/1");
  EXPECT_EQ(second.find(0U), nullptr);
}

TEST(DeliveryWindowTest, KeepsPacketsApartAcrossTheWrapAndGaps) {
  DeliveryWindow<int> window;
  window.add(65534, 1);
  window.add(65535, 2);
  window.add(1, 3);
  window.add(4, 4);
  EXPECT_EQ(window.size(), 4U);
  EXPECT_EQ(window.take(0), std::nullopt);
  EXPECT_EQ(window.take(2), std::nullopt);
  EXPECT_EQ(window.take(65535), 2);
  EXPECT_EQ(window.take(65535), std::nullopt);
  EXPECT_EQ(*window.oldest(), 1);
  EXPECT_EQ(window.take(65534), 1);
  EXPECT_EQ(*window.oldest(), 3);
  EXPECT_EQ(window.take(1), 3);
  EXPECT_EQ(*window.oldest(), 4);
  EXPECT_EQ(window.take(4), 4);
  EXPECT_EQ(window.oldest(), nullptr);
  EXPECT_EQ(window.take(4), std::nullopt);
  window.add(9, 5);
  EXPECT_EQ(window.take(9), 5);
}

TEST(DiscoveryTest, IsWhatTheProtocolSays) {
  auto heater = participant("heater", {port("heater", "target", "")}, {});
  heater.extras = {{"label", R"("Öl \"x\"")"}, {"icon", R"("fire")"}};
  heater.inports[0].type = "number";
  heater.inports[0].extras = {{"options", R"(["a",1.50,null])"}};
  EXPECT_EQ(announcement(heater),
            R"({"protocol":"discovery","command":"participant","payload":{"id":"heater","role":"heater",)"
            R"("component":"test/Device","label":"Öl \"x\"","icon":"fire","inports":[{"id":"target",)"
            R"("queue":"heater.TARGET","type":"number","options":["a",1.50,null]}],"outports":[]}})");
}

}  // namespace
}  // namespace mfp::core
