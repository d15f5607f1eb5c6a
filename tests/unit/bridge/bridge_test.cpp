#include "bridge/bridge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "support/fake_client.hpp"
#include "support/participants.hpp"
#include "unit/support/fake_loop.hpp"

namespace mfp::bridge {
namespace {

using test::FakeClient;
using test::participant;
using test::port;
using testing::ElementsAre;
using transport::MqttListener;
using transport::SessionState;

/// The packet of the first message that is relayed, behind the publisher's claim of the client id, its subscriptions
/// and one announcement.
constexpr std::uint16_t first_relayed = 10;

/// A bridge for one heater on fake connections. The test plays both brokers step by step.
class BridgeTest : public testing::Test {
 protected:
  void start(std::vector<core::Participant> participants = {
                 participant("heater", {}, {port("heater", "temperature", "heater/state")})}) {
    auto configuration = std::make_shared<core::Configuration>();
    configuration->participants = std::move(participants);
    if (!configuration->participants.empty()) {
      configuration->participants.front().behaviour =
          std::make_shared<const core::Behaviour>(core::Behaviour{requests_, {}, {}});
    }
    BridgeSettings settings;
    settings.connection.client_id = "me";
    settings.self = {5000, "here", 812};
    settings.interval = std::chrono::hours(1);
    settings.announced = [this](const core::Participant& announced) { announced_.push_back(announced.id); };
    bridge_ =
        std::make_unique<Bridge>(loop_, configuration, settings, [this](const transport::ConnectionSettings& client) {
          const bool is_publisher = publisher_ == nullptr;
          auto made = std::make_unique<FakeClient>(is_publisher ? "P" : "S", journal_);
          (is_publisher ? publisher_ : subscriber_) = made.get();
          client_ids_.push_back(client.client_id);
          return made;
        });
  }

  void connect_publisher() {
    publisher_->will([](MqttListener& listener) { listener.on_connected(SessionState::fresh); });
  }
  void connect_subscriber(SessionState session) {
    subscriber_->will([session](MqttListener& listener) { listener.on_connected(session); });
  }
  /// The broker answers the subscriber's first packet.
  void confirm_subscription() {
    subscriber_->will([](MqttListener& listener) { listener.on_subscribed(1, 1); });
  }
  void deliver(const std::string& topic) {
    subscriber_->will([this, topic](MqttListener& listener) {
      const std::vector<std::uint32_t> ids{subscriber_->last_identifier};
      listener.on_message({topic, "21.5", 1, false, ids, nullptr});
    });
  }
  /// Longer than the first wait before it connects again, and than requests to devices are apart.
  void pass_a_second() { loop_.pass(std::chrono::seconds(1)); }
  void answer(std::uint16_t packet, std::uint8_t reason_code = 0) {
    publisher_->will([=](MqttListener& listener) { listener.on_answered(packet, reason_code); });
  }

  /// Runs the loop until the journal holds `line` so many times, then carries on with `next`.
  void after(const std::string& line, std::function<void()> next, std::ptrdiff_t times = 1) {
    if (std::count(journal_.begin(), journal_.end(), line) >= times) return next();
    loop_.post([this, line, next = std::move(next), times]() mutable { after(line, std::move(next), times); });
  }

  /// Connects both, lets the heater report once, and carries on with `published` when that is on its way to the queue.
  void relay_one(std::function<void()> published) {
    loop_.post([this] { connect_publisher(); });
    after("S connect", [this] { connect_subscriber(SessionState::fresh); });
    after("S subscribe heater/state", [this] { confirm_subscription(); });
    after("P publish fbp qos 0", [this] { deliver("heater/state"); });
    after("P publish heater.TEMPERATURE qos 1", std::move(published));
  }

  /// The journal without writes that have nothing to write.
  std::vector<std::string> journal(std::initializer_list<const char*> words) const {
    std::vector<std::string> lines;
    for (const std::string& line : journal_) {
      const bool wanted = std::any_of(words.begin(), words.end(),
                                      [&](const char* word) { return line.find(word) != std::string::npos; });
      if (wanted) lines.push_back(line);
    }
    return lines;
  }

  test::FakeLoop loop_;
  test::Journal journal_;
  std::vector<core::Request> requests_;
  std::vector<std::string> client_ids_;
  std::vector<std::string> announced_;
  FakeClient* publisher_ = nullptr;
  FakeClient* subscriber_ = nullptr;
  std::unique_ptr<Bridge> bridge_;
};

TEST_F(BridgeTest, ConnectsThePublisherFirstAndAnnouncesWhenItListens) {
  start();
  loop_.post([this] { connect_publisher(); });
  after("S connect", [this] { connect_subscriber(SessionState::fresh); });
  after("S subscribe heater/state", [this] { confirm_subscription(); });
  after("P publish fbp qos 0", [this] { loop_.post([this] { bridge_->stop(); }); });
  EXPECT_EQ(bridge_->run().kind, RunEnd::Kind::done);
  EXPECT_THAT(
      journal({"connect", "publish", "subscribe"}),
      ElementsAre("P connect", "P subscribe msgflo/client-id/me", "P publish msgflo/client-id/me qos 0",
                  "P publish msgflo/client-id/me qos 0", "P subscribe $SYS/broker/version",
                  "P subscribe /msgrouter/default/addbinding", "P subscribe /msgrouter/default/removebinding",
                  "P subscribe /msgrouter/default/listbindings", "P subscribe /msgrouter/default/listparticipants",
                  "S connect", "S subscribe heater/state", "P publish fbp qos 0", "P publish msgflo/client-id/me qos 0",
                  "S disconnect", "P disconnect"));
  EXPECT_THAT(client_ids_, ElementsAre("me-out-812-5000", "me"));
  EXPECT_THAT(announced_, ElementsAre("heater"));
}

TEST_F(BridgeTest, EndsWithoutTheClientIdOfAProcessThatRuns) {
  start();
  loop_.post([this] {
    connect_publisher();
    publisher_->will([](MqttListener& listener) {
      const std::string claim = R"({"client_id":"me","state":"running","host":"pi","process":7,"since":9000})";
      listener.on_message({"msgflo/client-id/me", claim, 0, false, {}, nullptr});
    });
  });
  const RunEnd end = bridge_->run();
  EXPECT_EQ(end.kind, RunEnd::Kind::taken_over);
  EXPECT_THAT(end.text,
              testing::StartsWith("another process runs with the client id me (process 7 on pi, which began "));
  EXPECT_THAT(journal({"S "}), ElementsAre("S disconnect"));
}

TEST_F(BridgeTest, WritesTheAcknowledgementOnlyAfterTheTargetAnswered) {
  start();
  std::size_t delivered_at = 0;
  relay_one([this, &delivered_at] {
    loop_.post([this, &delivered_at] {
      delivered_at = journal_.size();
      answer(first_relayed);
      loop_.post([this] { loop_.post([this] { bridge_->stop(); }); });
    });
  });
  (void)bridge_->run();
  const auto published = std::find(journal_.begin(), journal_.end(), "P publish heater.TEMPERATURE qos 1");
  const auto answered = journal_.begin() + static_cast<std::ptrdiff_t>(delivered_at);
  ASSERT_LT(published, answered);
  EXPECT_EQ(std::count(published, answered, "S write"), 0);
  EXPECT_GE(std::count(answered, journal_.end(), "S write"), 1);
}

TEST_F(BridgeTest, ClosesTheSubscriberWithoutWritingWhenThePublisherIsLost) {
  start();
  relay_one([this] {
    loop_.post([this] {
      journal_.push_back("cut");
      publisher_->will_end({transport::EndReason::lost, "cut by the test"});
    });
  });
  after("S close", [this] { bridge_->stop(); });
  (void)bridge_->run();
  const std::vector<std::string> rest(std::find(journal_.begin(), journal_.end(), "cut"), journal_.end());
  EXPECT_THAT(rest, ElementsAre("cut", "P close", "S close", "S disconnect", "P disconnect"));
}

TEST_F(BridgeTest, ClosesBothWithoutWritingWhenTheTargetRefusesForNow) {
  start();
  relay_one([this] {
    loop_.post([this] {
      journal_.push_back("refused");
      answer(first_relayed, 151);
    });
  });
  after("S close", [this] { bridge_->stop(); });
  (void)bridge_->run();
  const std::vector<std::string> rest(std::find(journal_.begin(), journal_.end(), "refused"), journal_.end());
  EXPECT_THAT(rest, ElementsAre("refused", "S close", "P close", "S disconnect", "P disconnect"));
}

TEST_F(BridgeTest, ALostSubscriberComesBackOnlyWhenWhatItBroughtIsDelivered) {
  start();
  relay_one([this] { loop_.post([this] { subscriber_->will_end({transport::EndReason::lost, "cut by the test"}); }); });
  std::size_t connects_before = 0;
  after("S close", [&] {
    pass_a_second();
    connects_before = journal({"S connect"}).size();
    answer(first_relayed);
  });
  after(
      "S connect", [this] { bridge_->stop(); }, 2);
  (void)bridge_->run();
  EXPECT_EQ(connects_before, 1U);
  EXPECT_EQ(journal({"S connect"}).size(), 2U);
}

TEST_F(BridgeTest, WithoutRelaysThereIsNoSubscriber) {
  start({participant("lamp", {}, {port("lamp", "state", "")})});
  loop_.post([this] { connect_publisher(); });
  after("P publish fbp qos 0", [this] { bridge_->stop(); });
  (void)bridge_->run();
  EXPECT_THAT(journal({"S connect", "S subscribe"}), ElementsAre());
  EXPECT_EQ(client_ids_.front(), "");
}

TEST_F(BridgeTest, EndsWhenAnotherProcessTakesTheSession) {
  start();
  loop_.post([this] { publisher_->will_end({transport::EndReason::taken_over, "taken"}); });
  const RunEnd end = bridge_->run();
  EXPECT_EQ(end.kind, RunEnd::Kind::taken_over);
  EXPECT_EQ(end.text,
            "another process runs with the client id me (the broker says so); stop it, or give one of the two another "
            "client_id under broker");
}

TEST_F(BridgeTest, EndsWhenTheCredentialsAreRefused) {
  start();
  loop_.post([this] { publisher_->will_end({transport::EndReason::credentials, "not authorized"}); });
  EXPECT_EQ(bridge_->run().kind, RunEnd::Kind::credentials_refused);
}

TEST_F(BridgeTest, AsksDevicesWhenTheSubscriptionsStandAndAgainAfterEachConnect) {
  requests_ = {{*core::TopicName::parse("heater/get"), "", std::nullopt},
               {*core::TopicName::parse("heater/keepalive"), "", std::chrono::hours(1)}};
  start();
  loop_.post([this] { connect_publisher(); });
  after("S connect", [this] { connect_subscriber(SessionState::fresh); });
  after("S subscribe heater/state", [this] {
    journal_.emplace_back("the broker answers");
    subscriber_->will([](MqttListener& listener) { listener.on_subscribed(1, 0); });
  });
  after("P publish heater/get qos 0", [this] { pass_a_second(); });
  after("P publish heater/keepalive qos 0", [this] { subscriber_->will_end({transport::EndReason::lost, "gone"}); });
  after("S close", [this] { pass_a_second(); });
  after(
      "S connect", [this] { connect_subscriber(SessionState::resumed); }, 2);
  after(
      "S subscribe heater/state",
      [this] { subscriber_->will([](MqttListener& listener) { listener.on_subscribed(1, 0); }); }, 2);
  after(
      "P publish heater/get qos 0", [this] { pass_a_second(); }, 2);
  after(
      "P publish heater/keepalive qos 0", [this] { bridge_->stop(); }, 2);
  (void)bridge_->run();
  EXPECT_THAT(journal({"P publish heater", "the broker answers"}),
              ElementsAre("the broker answers", "P publish heater/get qos 0", "P publish heater/keepalive qos 0",
                          "P publish heater/get qos 0", "P publish heater/keepalive qos 0"));
}

TEST_F(BridgeTest, AsksWithoutRelaysToo) {
  requests_ = {{*core::TopicName::parse("lamp/get"), "?", std::nullopt}};
  start({participant("lamp", {}, {port("lamp", "state", "")})});
  loop_.post([this] { connect_publisher(); });
  after("P publish lamp/get qos 0", [this] { bridge_->stop(); });
  EXPECT_EQ(bridge_->run().kind, RunEnd::Kind::done);
}

}  // namespace
}  // namespace mfp::bridge
