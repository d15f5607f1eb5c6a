#include "bridge/edges/router_service.hpp"

#include <gmock/gmock.h>

#include "unit/support/live_edges_fixture.hpp"

namespace mfp::bridge {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

constexpr const char* heater_to_display_json = R"({"src":"heater.OUT","tgt":"display.TEXT"})";

/// A router on fake connections. The test asks on its topics, and plays the broker.
class RouterServiceTest : public test::LiveEdgesFixture {
 protected:
  enum class Retain : std::uint8_t { no, yes };
  enum class Router : std::uint8_t { disabled, enabled };

  void start_router(Router router = Router::enabled) {
    configuration_.router.enabled = router == Router::enabled;
    start();
    service_.configure(configuration_);
    edges_.on_saved([this] { service_.settle(); });
    service_.publisher_connected();
    loop_.pass(std::chrono::seconds(1));
    (void)said();
    publisher_.client().published.clear();
  }
  /// Whether it was taken for a request. Who asks listens on `answers`.
  bool ask(const std::string& request, const std::string& payload, const std::string& answers = "answers",
           Retain retain = Retain::no) {
    core::MessageProperties properties;
    if (!answers.empty()) properties.response_topic = answers;
    properties.correlation_data = "7";
    const std::string topic = "/msgrouter/default/" + request;
    const bool taken = service_.take({topic, payload, 1, retain == Retain::yes, {}, &properties});
    service_.settle();
    return taken;
  }
  /// What was published there since the last time.
  std::vector<std::string> published(const std::string& topic) {
    std::vector<std::string> payloads;
    std::erase_if(publisher_.client().published, [&](const test::FakeClient::Published& message) {
      if (message.topic == topic) payloads.push_back(message.payload);
      return message.topic == topic;
    });
    return payloads;
  }
  std::vector<std::string> answers() { return published("answers"); }
  std::vector<std::string> lists() { return published("/msgrouter/default/bindings"); }
  std::vector<std::string> errors() { return published("/msgrouter/default/error"); }
  /// A binding, in effect and kept.
  void bound(const std::string& binding) {
    (void)ask("addbinding", binding);
    confirm();
    written();
    service_.settle();
  }
  static constexpr std::chrono::milliseconds hold_back_time{1500};

  RouterService service_{loop_, publisher_.connection(), edges_, warnings_};
};

TEST_F(RouterServiceTest, ListensToRequestsAndTellsTheBindingsWhenItConnects) {
  start();
  service_.configure(configuration_);
  service_.publisher_connected();
  EXPECT_THAT(
      said(),
      ElementsAre("P subscribe /msgrouter/default/addbinding", "P subscribe /msgrouter/default/removebinding",
                  "P subscribe /msgrouter/default/listbindings", "P subscribe /msgrouter/default/listparticipants",
                  "P publish /msgrouter/default/bindings qos 0"));
}

TEST_F(RouterServiceTest, AnswersWhenTheChangeIsInEffectAndKept) {
  start_router();
  EXPECT_TRUE(ask("addbinding", heater_to_display_json));
  EXPECT_THAT(answers(), IsEmpty());
  confirm();
  service_.settle();
  EXPECT_THAT(answers(), IsEmpty()) << "it is not kept yet";
  written();
  EXPECT_THAT(answers(), ElementsAre(heater_to_display_json));
  EXPECT_THAT(lists(), ElementsAre("[" + std::string(heater_to_display_json) + "]"));
  loop_.pass(std::chrono::milliseconds(25));
  (void)ask("removebinding", heater_to_display_json);
  written();
  EXPECT_THAT(answers(), IsEmpty()) << "the broker has not let go of it yet";
  confirm();
  service_.settle();
  EXPECT_THAT(answers(), ElementsAre(heater_to_display_json));
}

TEST_F(RouterServiceTest, AnswersInTheOrderOfTheRequests) {
  start_router();
  (void)ask("addbinding", heater_to_display_json);
  // There is nothing to be done for it, but the one before is not done.
  (void)ask("addbinding", heater_to_display_json, "second");
  confirm();
  written();
  EXPECT_THAT(journal_, testing::IsSupersetOf({"P publish answers qos 0", "P publish second qos 0"}));
  EXPECT_LT(std::find(journal_.begin(), journal_.end(), "P publish answers qos 0"),
            std::find(journal_.begin(), journal_.end(), "P publish second qos 0"));
}

TEST_F(RouterServiceTest, AnAnswerSaysWhatItBelongsTo) {
  start_router();
  (void)ask("listbindings", "");
  ASSERT_THAT(publisher_.client().published, testing::SizeIs(1));
  EXPECT_EQ(publisher_.client().published.front().properties.correlation_data, "7");
  EXPECT_THAT(publisher_.client().published.front().properties.user, IsEmpty());
}

TEST_F(RouterServiceTest, TellsTheBindingsAtMostOnceASecond) {
  start_router();
  bound(heater_to_display_json);
  EXPECT_THAT(lists(), testing::SizeIs(1));
  loop_.pass(std::chrono::milliseconds(25));
  bound(R"({"src":"heater.OUT","tgt":"lamp.A"})");
  loop_.pass(std::chrono::milliseconds(25));
  bound(R"({"src":"heater.OUT","tgt":"lamp.B"})");
  loop_.pass(std::chrono::milliseconds(949));
  EXPECT_THAT(lists(), IsEmpty());
  loop_.pass(std::chrono::milliseconds(1));
  EXPECT_THAT(lists(), ElementsAre(testing::AllOf(HasSubstr("lamp.A"), HasSubstr("lamp.B"))));
}

TEST_F(RouterServiceTest, WhoAsksWithoutAResponseTopicIsToldWithEverybody) {
  start_router();
  EXPECT_TRUE(ask("listbindings", "", ""));
  EXPECT_THAT(lists(), ElementsAre("[]"));
  EXPECT_TRUE(ask("listparticipants", "", ""));
  EXPECT_THAT(publisher_.client().published, IsEmpty());
}

TEST_F(RouterServiceTest, TellsWhoIsAnnounced) {
  start_router();
  announce(stranger());
  loop_.pass(std::chrono::seconds(3));
  (void)ask("listparticipants", "");
  EXPECT_THAT(answers(), ElementsAre(testing::AllOf(HasSubstr(R"("role":"heater")"), HasSubstr(R"("role":"stranger")"),
                                                    HasSubstr(R"("seen":3,"ours":false)"))));
}

TEST_F(RouterServiceTest, RefusesARetainedRequest) {
  start_router();
  (void)ask("addbinding", heater_to_display_json, "answers", Retain::yes);
  EXPECT_THAT(answers(), ElementsAre(HasSubstr("the request is retained; send it without the retain flag")));
  EXPECT_THAT(errors(), testing::SizeIs(1));
  EXPECT_EQ(edges_.edge_table().bindings(), 0U);
}

TEST_F(RouterServiceTest, RefusesWhatIsNoBinding) {
  start_router();
  (void)ask("addbinding", "heater");
  EXPECT_THAT(errors(), ElementsAre(HasSubstr(R"({"error":"the request is no JSON)")));
  EXPECT_THAT(answers(), testing::SizeIs(1));
}

TEST_F(RouterServiceTest, RefusesWhatCannotBeBoundOrUnbound) {
  start_router();
  bound(heater_to_display_json);
  (void)answers();
  (void)ask("addbinding", R"({"src":"display.TEXT","tgt":"heater.OUT"})");
  EXPECT_THAT(answers(), ElementsAre(HasSubstr("it would feed its own source")));
  (void)ask("removebinding", R"({"src":"a","tgt":"b"})");
  EXPECT_THAT(answers(), ElementsAre(HasSubstr("a is not bound to b")));
  EXPECT_THAT(errors(), testing::SizeIs(2));
}

TEST_F(RouterServiceTest, TellsThatTheBrokerRefusesTheSubscription) {
  start_router();
  (void)ask("addbinding", heater_to_display_json);
  confirm(135);
  written();
  service_.settle();
  EXPECT_THAT(answers(), ElementsAre(HasSubstr("the broker refuses the subscription to heater.OUT")));
  EXPECT_THAT(errors(), testing::SizeIs(1));
}

TEST_F(RouterServiceTest, TellsThatABindingCannotBeKept) {
  start_router();
  std::filesystem::create_directory(folder_.path("bindings-default.json.new"));
  bound(heater_to_display_json);
  EXPECT_THAT(answers(), ElementsAre(HasSubstr("done, but it will be forgotten at the next start")));
}

TEST_F(RouterServiceTest, SendsNoAnswerToWhatIsNoTopic) {
  start_router();
  (void)ask("addbinding", "heater", "answers/#");
  EXPECT_THAT(errors(), testing::SizeIs(1));
  EXPECT_THAT(publisher_.client().published, IsEmpty());
}

TEST_F(RouterServiceTest, LongAnswersWaitUntilTheSocketHasRoom) {
  start_router();
  publisher_.client().full = true;
  (void)ask("listbindings", "");
  EXPECT_THAT(answers(), IsEmpty());
  for (int i = 0; i < 100; ++i) (void)ask("listbindings", "", "others");
  EXPECT_THAT(published("others"), ElementsAre(HasSubstr("too many requests wait for their answers")));
  publisher_.client().full = false;
  service_.settle();
  EXPECT_THAT(answers(), ElementsAre("[]"));
  EXPECT_THAT(published("others"), testing::SizeIs(99));
}

TEST_F(RouterServiceTest, LeavesMessagesOfOthersAlone) {
  start_router();
  EXPECT_FALSE(service_.take({"/msgrouter/other/addbinding", heater_to_display_json, 1, false, {}, nullptr}));
  EXPECT_EQ(edges_.edge_table().bindings(), 0U);
}

TEST_F(RouterServiceTest, DisabledItAnswersQuestionsAndSaysThatItIsDisabled) {
  start_router(Router::disabled);
  (void)ask("listparticipants", "");
  ASSERT_THAT(publisher_.client().published, testing::SizeIs(1));
  EXPECT_THAT(publisher_.client().published.front().properties.user, ElementsAre(Pair("router", "disabled")));
  EXPECT_THAT(answers(), ElementsAre(HasSubstr(R"("role":"heater")")));
}

TEST_F(RouterServiceTest, DisabledItRefusesChanges) {
  start_router(Router::disabled);
  for (const char* request : {"addbinding", "removebinding"}) {
    (void)ask(request, heater_to_display_json);
    EXPECT_THAT(answers(), ElementsAre(HasSubstr("the router is not enabled, so it takes no changes")));
  }
  EXPECT_EQ(edges_.edge_table().bindings(), 0U);
}

TEST_F(RouterServiceTest, DisabledItHoldsBackWhatIsForEverybody) {
  start_router(Router::disabled);
  (void)ask("addbinding", heater_to_display_json, "");
  (void)ask("listbindings", "", "");
  EXPECT_THAT(said(), ElementsAre("P subscribe /msgrouter/default/bindings", "P subscribe /msgrouter/default/error"));
  loop_.pass(hold_back_time - std::chrono::milliseconds(1));
  EXPECT_THAT(publisher_.client().published, IsEmpty());
  loop_.pass(std::chrono::milliseconds(1));
  EXPECT_THAT(errors(), ElementsAre(HasSubstr("the router is not enabled")));
  EXPECT_THAT(lists(), ElementsAre("[]"));
}

TEST_F(RouterServiceTest, DisabledItIsSilentWhenAnotherRouterHasSpoken) {
  for (const char* topic : {"/msgrouter/default/bindings", "/msgrouter/default/error"}) {
    start_router(Router::disabled);
    (void)ask("addbinding", heater_to_display_json, "");
    EXPECT_TRUE(service_.take({topic, "[]", 0, false, {}, nullptr}));
    loop_.pass(hold_back_time);
    EXPECT_THAT(publisher_.client().published, IsEmpty());
    lose();
    service_.publisher_gone();
  }
}

TEST_F(RouterServiceTest, DisabledItDoesNotHearItself) {
  start_router(Router::disabled);
  (void)ask("listbindings", "", "");
  (void)said();
  loop_.pass(hold_back_time);
  EXPECT_THAT(said(), ElementsAre("P unsubscribe /msgrouter/default/bindings", "P unsubscribe /msgrouter/default/error",
                                  "P publish /msgrouter/default/bindings qos 0", "P write"));
}

TEST_F(RouterServiceTest, ForgetsWhatItHeldBackWithTheConnection) {
  start_router(Router::disabled);
  (void)ask("listbindings", "", "");
  lose();
  service_.publisher_gone();
  connect();
  loop_.pass(hold_back_time);
  EXPECT_THAT(publisher_.client().published, IsEmpty());
}

}  // namespace
}  // namespace mfp::bridge
