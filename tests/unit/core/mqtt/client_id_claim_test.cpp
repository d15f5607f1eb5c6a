#include "core/mqtt/client_id_claim.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace mfp::core {
namespace {

class ClientIdClaimTest : public testing::Test {
 protected:
  using Reaction = ClientIdClaim::Reaction;

  static constexpr bool live = false;
  static constexpr bool retained = true;

  static ClientIdClaim claim_of(const ClientIdUser& user) { return {"me", user}; }
  /// The same, when nobody else uses the id.
  static ClientIdClaim held_by(const ClientIdUser& user) {
    ClientIdClaim claim = claim_of(user);
    EXPECT_EQ(claim.hear(claim.message(), live), Reaction::hold);
    EXPECT_TRUE(claim.held());
    return claim;
  }

  const ClientIdUser first{1000, "pi", 7};
  const ClientIdUser second{2000, "laptop", 7};
};

TEST_F(ClientIdClaimTest, HoldsAtOnceWhatNobodyUses) {
  ClientIdClaim claim = held_by(first);
  EXPECT_EQ(claim.hear(claim.message(), live), Reaction::none);
  EXPECT_EQ(claim.hear(claim.message(), retained), Reaction::none);
  EXPECT_EQ(claim.time_over(), Reaction::none);
}

TEST_F(ClientIdClaimTest, WhoRunsAnswersAndWhoStartsGivesWayWhateverTheClocksSay) {
  for (const auto& [runner, newcomer] : {std::pair(first, second), std::pair(second, first)}) {
    ClientIdClaim runs = held_by(runner);
    ClientIdClaim starts = claim_of(newcomer);
    EXPECT_EQ(starts.hear(runs.message(), retained), Reaction::none);
    EXPECT_EQ(starts.hear(starts.message(), live), Reaction::wait);
    EXPECT_EQ(runs.hear(starts.message(), live), Reaction::answer);
    EXPECT_EQ(runs.other(), newcomer);
    EXPECT_EQ(starts.hear(runs.message(), live), Reaction::give_way);
    EXPECT_EQ(starts.other(), runner);
    EXPECT_FALSE(starts.held());
  }
}

TEST_F(ClientIdClaimTest, WhatADeadProcessLeftIsWaitedForAndThenTaken) {
  ClientIdClaim claim = claim_of(second);
  EXPECT_EQ(claim.hear(held_by(first).message(), retained), Reaction::none);
  EXPECT_EQ(claim.hear(claim.message(), live), Reaction::wait);
  EXPECT_EQ(claim.time_over(), Reaction::hold);
  EXPECT_TRUE(claim.held());
}

TEST_F(ClientIdClaimTest, HoldsAlsoWhereItsOwnMessageDoesNotComeBack) {
  ClientIdClaim claim = claim_of(first);
  EXPECT_EQ(claim.time_over(), Reaction::hold);
}

TEST_F(ClientIdClaimTest, WaitsForAnAnswerAlsoWhereItsOwnMessageIsLate) {
  ClientIdClaim claim = claim_of(second);
  EXPECT_EQ(claim.hear(held_by(first).message(), retained), Reaction::none);
  EXPECT_EQ(claim.time_over(), Reaction::wait);
  EXPECT_EQ(claim.hear(claim.message(), live), Reaction::none);
  EXPECT_EQ(claim.time_over(), Reaction::hold);
}

TEST_F(ClientIdClaimTest, WaitsAnewOnTheNextConnection) {
  ClientIdClaim claim = claim_of(second);
  EXPECT_EQ(claim.hear(held_by(first).message(), retained), Reaction::none);
  EXPECT_EQ(claim.hear(claim.message(), live), Reaction::wait);
  claim.on_lost();
  EXPECT_EQ(claim.hear(held_by(first).message(), retained), Reaction::none);
  EXPECT_EQ(claim.hear(claim.message(), live), Reaction::wait);
}

TEST_F(ClientIdClaimTest, WhoGaveWayHoldsNothingLater) {
  ClientIdClaim claim = claim_of(second);
  EXPECT_EQ(claim.hear(claim_of(first).message(), live), Reaction::give_way);
  EXPECT_EQ(claim.hear(claim.message(), live), Reaction::none);
  EXPECT_EQ(claim.time_over(), Reaction::none);
  EXPECT_FALSE(claim.held());
}

TEST_F(ClientIdClaimTest, OfTwoThatStartOrTwoThatRunTheFirstGoesBefore) {
  ClientIdClaim one = claim_of(first);
  ClientIdClaim other = claim_of(second);
  EXPECT_EQ(one.hear(other.message(), live), Reaction::answer);
  EXPECT_EQ(other.hear(one.message(), live), Reaction::give_way);
  // They held it while a line was cut.
  ClientIdClaim running = held_by(first);
  ClientIdClaim running_too = held_by(second);
  EXPECT_EQ(running.hear(running_too.message(), live), Reaction::answer);
  EXPECT_EQ(running_too.hear(running.message(), live), Reaction::give_way);
}

TEST_F(ClientIdClaimTest, WhatIsNoClaimOfThisIdIsNobodys) {
  ClientIdClaim claim = held_by(second);
  for (const char* message :
       {"", "junk", "[]", "{}", R"({"client_id":"me","state":"running","host":"x","process":-1,"since":1})",
        R"({"client_id":"me","state":"running","host":"x","process":1})",
        R"({"client_id":"me","state":"running","host":"x","process":1,"since":9000000000000000})",
        R"({"client_id":"me","state":"asleep","host":"x","process":1,"since":1})",
        R"({"client_id":"you","state":"running","host":"x","process":1,"since":1})"}) {
    EXPECT_EQ(claim.hear(message, live), Reaction::none) << message;
  }
}

TEST_F(ClientIdClaimTest, TheTopicHasNoWildcards) {
  EXPECT_EQ(ClientIdClaim("a+b/#", first).topic(), "msgflo/client-id/a_b/_");
}

}  // namespace
}  // namespace mfp::core
