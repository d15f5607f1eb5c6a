#include "bridge/link/connection.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "support/fake_client.hpp"
#include "system/asio_loop.hpp"

namespace mfp::bridge {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A connection to a host whose name is looked up by the test.
class ConnectionTest : public testing::Test, public Connection::Owner, public transport::MqttListener {
 protected:
  void open(core::Result<system::Addresses> addresses, core::Security security = core::Security::plain) {
    make([addresses = std::move(addresses)](const auto&) { return addresses; }, security);
    connection_->open(*this);
  }
  void make(system::Resolver resolver, core::Security security = core::Security::plain) {
    auto made =
        std::make_unique<test::FakeClient>("C", journal_, core::BrokerUrl{security, "broker.example", 1883, {}, {}});
    client_ = made.get();
    connection_ = std::make_unique<Connection>(loop_, std::move(made), *this, std::move(resolver));
  }
  /// Runs the loop until it is to connect to so many addresses, then carries on with `next`.
  void after_tries(std::size_t tries, std::function<void()> next) {
    if (client_->addresses.size() >= tries) return next();
    loop_.post([this, tries, next = std::move(next)]() mutable { after_tries(tries, std::move(next)); });
  }
  void refuse() { client_->will_end({transport::EndReason::lost, "connection refused"}); }

  std::size_t most_packets(const Connection&) override { return 1; }
  void on_batch(Connection&) override {}
  void on_writable(Connection&) override {}
  void on_ended(Connection&, const transport::ConnectionEnd& end) override {
    ends_.push_back(end.text);
    loop_.stop();
  }
  void on_connected(transport::SessionState) override { connection_->established(); }
  void on_message(const core::Message&) override {}
  void on_answered(std::uint16_t, std::uint8_t) override {}
  void on_subscribed(std::uint16_t, std::uint8_t) override {}
  void on_unsubscribed(std::uint16_t) override {}

  system::AsioLoop loop_;
  test::Journal journal_;
  test::FakeClient* client_ = nullptr;
  std::unique_ptr<Connection> connection_;
  std::vector<std::string> ends_;
};

TEST_F(ConnectionTest, TriesTheHostsAddressesOneAfterAnother) {
  open(system::Addresses{"::1", "192.0.2.1", "192.0.2.2"});
  after_tries(1, [this] { refuse(); });
  // The third is not for a connection that was there.
  after_tries(2, [this] {
    client_->will([](auto& listener) { listener.on_connected(transport::SessionState::fresh); });
    client_->will_end({transport::EndReason::lost, "cut by the test"});
  });
  loop_.run();
  EXPECT_THAT(ends_, ElementsAre("cut by the test"));
  EXPECT_THAT(client_->addresses, ElementsAre("::1", "192.0.2.1"));
}

TEST_F(ConnectionTest, TellsWhyTheLastAddressFailed) {
  open(system::Addresses{"192.0.2.1", "192.0.2.2"});
  after_tries(1, [this] { client_->will_end({transport::EndReason::lost, "no route to host"}); });
  after_tries(2, [this] { refuse(); });
  loop_.run();
  EXPECT_THAT(ends_, ElementsAre("connection refused"));
}

TEST_F(ConnectionTest, TakesARefusalForAnAnswer) {
  open(system::Addresses{"192.0.2.1", "192.0.2.2"});
  after_tries(1, [this] { client_->will_end({transport::EndReason::credentials, "not authorized"}); });
  loop_.run();
  EXPECT_THAT(ends_, ElementsAre("not authorized"));
  EXPECT_THAT(client_->addresses, ElementsAre("192.0.2.1"));
}

TEST_F(ConnectionTest, GoesToTheNameWithTls) {
  open(system::Addresses{"192.0.2.1", "192.0.2.2"}, core::Security::tls);
  after_tries(1, [this] { refuse(); });
  loop_.run();
  EXPECT_THAT(ends_, ElementsAre("connection refused"));
  EXPECT_THAT(client_->addresses, ElementsAre("broker.example"));
}

TEST_F(ConnectionTest, ConnectsToNothingWithoutAnAddress) {
  for (const auto security : {core::Security::plain, core::Security::tls}) {
    open(core::fail("not known"), security);
    loop_.run();
    EXPECT_TRUE(connection_->closed());
    EXPECT_THAT(client_->addresses, IsEmpty());
  }
  EXPECT_THAT(ends_, ElementsAre("not known", "not known"));
}

TEST_F(ConnectionTest, StaysClosedWhenTheAddressComes) {
  for (const auto leave : {+[](Connection& connection) { connection.close(); },
                           +[](Connection& connection) { connection.disconnect(); }}) {
    std::promise<core::Result<system::Addresses>> answer;
    make([answer = answer.get_future().share()](const auto&) { return answer.get(); });
    connection_->open(*this);
    leave(*connection_);
    answer.set_value(system::Addresses{"192.0.2.1"});
    // The answer has come when the next who asks has it at once.
    for (connection_->open(*this); client_->addresses.empty(); connection_->open(*this)) {
      leave(*connection_);
      loop_.run_what_is_due();
      ASSERT_THAT(client_->addresses, IsEmpty());
    }
    EXPECT_THAT(client_->addresses, ElementsAre("192.0.2.1"));
  }
  EXPECT_THAT(ends_, IsEmpty());
}

}  // namespace
}  // namespace mfp::bridge
