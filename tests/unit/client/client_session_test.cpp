#include "client/client_session.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/fake_client.hpp"
#include "system/asio_loop.hpp"

namespace mfp::client {
namespace {

using testing::Contains;
using testing::ElementsAre;

/// A session on a fake connection. The test plays the broker.
class VisitorTest : public testing::Test {
 protected:
  void SetUp() override {
    auto made = std::make_unique<test::FakeClient>("V", journal_);
    client_ = made.get();
    session_ = std::make_unique<ClientSession>(loop_, std::move(made));
    // Once the session has connected, which makes the fake's socket.
    loop_.post(
        [this] { client_->will([](auto& listener) { listener.on_connected(transport::SessionState::fresh); }); });
  }

  std::optional<transport::ConnectionEnd> visit(ClientSession::Callback begin) {
    return session_->run(std::move(begin), [this](const core::Message& message) {
      heard_.emplace_back(message.payload);
      session_->leave();
    });
  }
  void answer(std::uint8_t reason_code) {
    client_->will([=](auto& listener) { listener.on_answered(1, reason_code); });
  }
  void subscribed(std::uint8_t reason_code) {
    client_->will([=](auto& listener) { listener.on_subscribed(1, reason_code); });
  }

  system::AsioLoop loop_;
  test::Journal journal_;
  test::FakeClient* client_ = nullptr;
  std::unique_ptr<ClientSession> session_;
  std::vector<std::string> heard_;
};

TEST_F(VisitorTest, LeavesInOrder) {
  EXPECT_FALSE(visit([this] { session_->leave(); }));
  EXPECT_EQ(journal_.back(), "V disconnect");
}

TEST_F(VisitorTest, TellsWhatTheBrokerAnswersToAMessage) {
  std::vector<int> answers;
  EXPECT_FALSE(visit([&] {
    session_->publish({"a", "1", {}}, [&](std::uint8_t reason_code) {
      answers.push_back(reason_code);
      session_->leave();
    });
    answer(16);
  }));
  EXPECT_THAT(answers, ElementsAre(16));
  EXPECT_THAT(journal_, Contains("V publish a qos 1"));
}

TEST_F(VisitorTest, WritesWhatACallbackOrATimerPublishes) {
  std::size_t written = 0;
  const auto timer = loop_.timer();
  EXPECT_FALSE(visit([&] {
    timer->set(loop_.now(), [&] {
      written = journal_.size();
      session_->publish({"a", "1", {}}, [](std::uint8_t) {});
      loop_.post([this] { session_->leave(); });
    });
  }));
  ASSERT_GT(journal_.size(), written + 1);
  EXPECT_EQ(journal_[written], "V publish a qos 1");
  EXPECT_EQ(journal_[written + 1], "V write");
}

TEST_F(VisitorTest, HearsMessagesOfItsSubscriptions) {
  EXPECT_FALSE(visit([this] {
    session_->subscribe("a/#", 7, [this] {
      client_->will([](auto& listener) { listener.on_message({"a/b", "hello", 1, false, {}, nullptr}); });
    });
    subscribed(1);
  }));
  EXPECT_THAT(heard_, ElementsAre("hello"));
  EXPECT_EQ(client_->last_identifier, 7U);
}

TEST_F(VisitorTest, UnsubscribesWithoutWaiting) {
  EXPECT_FALSE(visit([this] {
    session_->unsubscribe("a/#");
    loop_.post([this] { session_->leave(); });
  }));
  EXPECT_THAT(journal_, testing::IsSupersetOf({"V unsubscribe a/#", "V write"}));
}

TEST_F(VisitorTest, EndsWhenASubscriptionIsRefused) {
  const auto end = visit([this] {
    session_->subscribe("a", 1, [] { FAIL() << "it is not in force"; });
    subscribed(135);
  });
  ASSERT_TRUE(end);
  EXPECT_EQ(end->text, "the broker refuses a subscription; look at its access rules");
}

TEST_F(VisitorTest, TellsWhyTheConnectionEnded) {
  const auto end = visit([this] { client_->will_end({transport::EndReason::lost, "the broker went away"}); });
  ASSERT_TRUE(end);
  EXPECT_EQ(end->text, "the broker went away");
}

}  // namespace
}  // namespace mfp::client
