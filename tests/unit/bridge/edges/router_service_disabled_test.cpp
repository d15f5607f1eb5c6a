#include <gmock/gmock.h>

#include "bridge/edges/router_service.hpp"
#include "unit/support/router_fixture.hpp"

namespace mfp::bridge {
namespace {

using test::heater_to_display_json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class DisabledRouterTest : public test::RouterFixture {
 protected:
  static constexpr std::chrono::milliseconds hold_back_time{1500};
};

TEST_F(DisabledRouterTest, AnswersQuestionsAndSaysThatItIsDisabled) {
  start_router(Router::disabled);
  (void)ask("listparticipants", "");
  ASSERT_THAT(publisher_.client().published, testing::SizeIs(1));
  EXPECT_THAT(publisher_.client().published.front().properties.user, ElementsAre(testing::Pair("router", "disabled")));
  EXPECT_THAT(answers(), ElementsAre(HasSubstr(R"("role":"heater")")));
}

TEST_F(DisabledRouterTest, RefusesChanges) {
  start_router(Router::disabled);
  for (const char* request : {"addbinding", "removebinding"}) {
    (void)ask(request, heater_to_display_json);
    EXPECT_THAT(answers(), ElementsAre(HasSubstr("the router is not enabled, so it takes no changes")));
  }
  EXPECT_EQ(edges_.edge_table().bindings(), 0U);
}

TEST_F(DisabledRouterTest, HoldsBackWhatIsForEverybody) {
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

TEST_F(DisabledRouterTest, IsSilentWhenAnotherRouterHasSpoken) {
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

TEST_F(DisabledRouterTest, DoesNotHearItself) {
  start_router(Router::disabled);
  (void)ask("listbindings", "", "");
  (void)said();
  loop_.pass(hold_back_time);
  EXPECT_THAT(said(), ElementsAre("P unsubscribe /msgrouter/default/bindings", "P unsubscribe /msgrouter/default/error",
                                  "P publish /msgrouter/default/bindings qos 0", "P write"));
}

TEST_F(DisabledRouterTest, ForgetsWhatItHeldBackWithTheConnection) {
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
