#include "client/router_messages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/live_participants.hpp"

namespace mfp::client {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

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

using Router = RouterAnswer::Router;

TEST(RouterMessages, BindingsOfSeveralAreOneList) {
  const std::vector<RouterAnswer> answers{
      {R"([{"src":"a","tgt":"b"},{"src":"c","tgt":"d","file":"x:1"}])"},
      {R"({"error":"not now"})"},
      {R"([{"src":"a","tgt":"b","file":"y:2"},{"src":"c","tgt":"d","file":"x:1"}])", Router::disabled}};
  const auto merged = merged_bindings(answers);
  ASSERT_TRUE(merged);
  EXPECT_THAT(*merged, ElementsAre(LiveBinding{"a", "b", "y:2", true}, LiveBinding{"c", "d", "x:1", false}));
  EXPECT_EQ(bindings_json(*merged),
            R"([{"src":"a","tgt":"b","file":"y:2","bound":true},{"src":"c","tgt":"d","file":"x:1"}])");
  EXPECT_EQ(merged_bindings(std::span(answers).subspan(1, 1)).error().message, "not now");
}

TEST(RouterMessages, ParticipantsOfSeveralAreToldByTheirOwnProcess) {
  const std::vector<RouterAnswer> answers{
      {R"([{"role":"a","component":"heard","ours":false},{"role":"b","component":"x/B","ours":true}])"},
      {R"([{"role":"a","component":"own","label":"A \"b\"","ours":true},{"role":"b","component":"other","ours":true}])",
       Router::disabled}};
  const auto told = merged_participants(answers);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->reach, Reach::everybody);
  ASSERT_EQ(told->participants.size(), 2U);
  EXPECT_EQ(told->participants[0].participant.component, "own");
  EXPECT_EQ(told->participants[1].participant.component, "x/B");
  EXPECT_THAT(participants_json(told->participants), HasSubstr(R"("label":"A \"b\"")"));
  EXPECT_EQ(merged_participants(std::span(answers).subspan(1))->reach, Reach::own);
}

}  // namespace
}  // namespace mfp::client
