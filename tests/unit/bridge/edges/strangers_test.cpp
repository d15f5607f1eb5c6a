#include "bridge/edges/strangers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/participants.hpp"
#include "unit/support/captured_log.hpp"
#include "unit/support/fake_connection.hpp"
#include "unit/support/fake_loop.hpp"

namespace mfp::bridge {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class StrangersTest : public testing::Test {
 protected:
  void listen() {
    publisher_.open();
    strangers_.listen();
  }
  void hear(const std::string& role, const std::string& outport = "out") {
    strangers_.hear(test::participant(role, {}, {test::port(role, outport, "")}));
  }
  /// Who changed and who was forgotten, since the last time.
  std::vector<std::string> told() { return std::exchange(told_, {}); }

  test::CapturedLog log_;
  test::FakeLoop loop_;
  test::Journal journal_;
  std::vector<std::string> told_;
  system::Warnings warnings_{loop_};
  test::FakeConnection publisher_{loop_, "P", journal_};
  Strangers strangers_{loop_, publisher_.connection(), warnings_,
                       [this](const std::string& role) { told_.push_back(role + " changed"); },
                       [this](const std::string& role) { told_.push_back(role + " is forgotten"); }};
};

TEST_F(StrangersTest, AreListenedToOnceWhileTheConnectionStands) {
  listen();
  strangers_.listen();
  EXPECT_THAT(journal_, ElementsAre("P connect", "P subscribe fbp"));
  publisher_.close();
  strangers_.publisher_gone();
  journal_.clear();
  listen();
  EXPECT_THAT(journal_, ElementsAre("P connect", "P subscribe fbp"));
}

TEST_F(StrangersTest, AreToldOfWhenTheyAreNewOrHaveOtherPorts) {
  hear("lamp");
  EXPECT_THAT(told(), ElementsAre("lamp changed"));
  hear("lamp");
  EXPECT_THAT(told(), IsEmpty());
  hear("lamp", "other");
  EXPECT_THAT(told(), ElementsAre("lamp changed"));
}

TEST_F(StrangersTest, AreForgottenWhenTheyAreSilentForTenMinutes) {
  listen();
  hear("lamp");
  hear("fan");
  loop_.pass(std::chrono::minutes(9));
  hear("lamp");
  (void)told();
  loop_.pass(std::chrono::minutes(2));
  EXPECT_THAT(told(), ElementsAre("fan is forgotten"));
  EXPECT_NE(strangers_.directory().find("lamp"), nullptr);
  EXPECT_EQ(strangers_.directory().find("fan"), nullptr);
}

TEST_F(StrangersTest, AreNotForgottenWhileTheyCannotBeHeard) {
  listen();
  hear("lamp");
  publisher_.close();
  strangers_.publisher_gone();
  loop_.pass(std::chrono::minutes(20));
  EXPECT_NE(strangers_.directory().find("lamp"), nullptr);
}

TEST_F(StrangersTest, AreWarnedOfWhenThereAreTooMany) {
  for (std::size_t i = 0; i < core::Directory::most_participants; ++i) hear(std::to_string(i));
  EXPECT_THAT(log_.take(), IsEmpty());
  hear("one more");
  EXPECT_THAT(log_.take(), ElementsAre(HasSubstr("more than 10,000 others are announced")));
}

}  // namespace
}  // namespace mfp::bridge
