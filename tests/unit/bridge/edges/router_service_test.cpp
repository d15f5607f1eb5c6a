#include "bridge/edges/router_service.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "unit/support/router_fixture.hpp"

namespace mfp::bridge {
namespace {

using test::heater_to_display_json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class RouterServiceTest : public test::RouterFixture {};

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

}  // namespace
}  // namespace mfp::bridge
