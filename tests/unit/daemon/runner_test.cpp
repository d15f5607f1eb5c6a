#include "daemon/runner.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <map>

#include "support/fake_client.hpp"
#include "support/participants.hpp"
#include "unit/support/captured_log.hpp"
#include "unit/support/fake_loop.hpp"
#include "unit/support/temporary_folder.hpp"

namespace mfp::daemon {
namespace {

using declaration::Declaration;
using system::ExitCode;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;

/// A runner whose bridges have fake clients, P1 and S1 those of the first one. The broker lets all in and grants all,
/// unless the test says otherwise; the test says what happens when.
class RunnerTest : public testing::Test {
 protected:
  RunnerTest() {
    ::setenv("STATE_DIRECTORY", folder_.path().c_str(), 1);
    ::unsetenv("MSGFLO_BROKER");
    request_.broker.paths = {"devices.yaml"};
    request_.load = [this] {
      ++loads_;
      return files_;
    };
    loop_.idle = [this] { return play_broker() || go_on(); };
  }
  ~RunnerTest() override { ::unsetenv("STATE_DIRECTORY"); }

  /// Devices with one relayed port each, at the broker of that address.
  static Declaration devices(const std::string& host, const std::vector<std::string>& roles = {"heater"}) {
    auto configuration = std::make_shared<core::Configuration>();
    configuration->broker.emplace();
    configuration->broker->url.emplace().host = host;
    for (const std::string& role : roles) {
      configuration->participants.push_back(
          test::participant(role, {}, {test::port(role, "temperature", role + "/state")}));
    }
    Declaration declaration;
    declaration.configuration = std::move(configuration);
    return declaration;
  }
  static Declaration with_error(Declaration declaration) {
    declaration.diagnostics.push_back({core::Severity::error, {"devices.yaml", 7, 5, 1}, "unknown key 'tpoic'", {}});
    return declaration;
  }

  ExitCode run(Declaration declaration) {
    Runner runner(request_, loop_, [this](const transport::ConnectionSettings& settings) { return make(settings); });
    return runner.run(std::move(declaration));
  }
  /// What is to happen when it is so and all that was to happen before has.
  void when(std::function<bool()> reached, std::function<void()> happens) {
    script_.push_back({std::move(reached), std::move(happens)});
  }
  void when(const std::string& line, std::function<void()> happens) {
    when([this, line] { return std::find(journal_.begin(), journal_.end(), line) != journal_.end(); },
         std::move(happens));
  }
  std::function<bool()> logged(const std::string& text) {
    return [this, text] { return log_.holds(text); };
  }
  std::function<bool()> announced(const std::string& role) {
    return [this, role] {
      const auto& published = clients_.at("P1")->published;
      return std::any_of(published.begin(), published.end(), [&](const test::FakeClient::Published& message) {
        return message.payload.find("\"role\":\"" + role + '"') != std::string::npos;
      });
    };
  }
  std::function<void()> files_become(Declaration declaration) {
    return [this, declaration = std::move(declaration)] {
      files_ = declaration;
      loop_.hang_up();
    };
  }
  void stop() { loop_.terminate(); }
  std::function<void()> stops() {
    return [this] { stop(); };
  }
  std::ptrdiff_t place_of(const std::string& line) const {
    return std::find(journal_.begin(), journal_.end(), line) - journal_.begin();
  }

  test::CapturedLog log_;
  test::TemporaryFolder folder_;
  test::FakeLoop loop_;
  test::Journal journal_;
  RunRequest request_;
  /// To be read at the next reload.
  Declaration files_;
  std::atomic<int> loads_ = 0;
  /// Of the brokers, in the order of the clients.
  std::vector<std::string> hosts_;
  /// The address of a broker that lets nobody in.
  std::string refusing_host_;

 private:
  struct Step {
    std::function<bool()> reached;
    std::function<void()> happens;
  };

  std::unique_ptr<transport::MqttClient> make(const transport::ConnectionSettings& settings) {
    const std::size_t number = hosts_.size() / 2 + 1;
    const std::string name = (hosts_.size() % 2 == 0 ? "P" : "S") + std::to_string(number);
    hosts_.push_back(settings.url.host);
    auto client = std::make_unique<test::FakeClient>(name, journal_, settings.url);
    if (name.starts_with('P')) clients_.clear();
    clients_[name] = client.get();
    return client;
  }
  /// Answers what the clients have said. Gives whether there was something.
  bool play_broker() {
    const std::size_t before = answered_;
    for (; answered_ < journal_.size(); ++answered_) answer(journal_[answered_]);
    return answered_ > before;
  }
  void answer(const std::string& line) {
    const auto client = clients_.find(line.substr(0, line.find(' ')));
    if (client == clients_.end()) return;
    if (line.ends_with(" connect") && client->second->broker().host == refusing_host_) {
      client->second->will_end({transport::EndReason::credentials, "not authorized"});
    } else if (line.ends_with(" connect")) {
      client->second->will([](auto& listener) { listener.on_connected(transport::SessionState::fresh); });
    } else if (line.starts_with('S') && line.find(" subscribe ") != std::string::npos) {
      client->second->will([packet = client->second->last_packet](auto& listener) {
        for (std::uint16_t each = 1; each <= packet; ++each) listener.on_subscribed(each, 1);
      });
    }
  }
  bool go_on() {
    if (script_.empty() || !script_.front().reached()) return false;
    const Step step = std::move(script_.front());
    script_.pop_front();
    step.happens();
    return true;
  }

  std::map<std::string, test::FakeClient*> clients_;
  std::size_t answered_ = 0;
  std::deque<Step> script_;
};

TEST_F(RunnerTest, EndsBothConnectionsWhenItIsToldToStop) {
  when("P1 publish fbp qos 0", stops());
  EXPECT_EQ(run(devices("127.0.0.1")), ExitCode::ok);
  EXPECT_THAT(journal_, testing::IsSupersetOf({"S1 disconnect", "P1 disconnect"}));
}

TEST_F(RunnerTest, FilesWithAnErrorChangeNothing) {
  when("P1 publish fbp qos 0", files_become(with_error(devices("127.0.0.2", {"lamp"}))));
  when(logged("error: the files have errors; keeping the configuration of "), stops());
  EXPECT_EQ(run(devices("127.0.0.1")), ExitCode::ok);
  EXPECT_THAT(hosts_, ElementsAre("127.0.0.1", "127.0.0.1"));
  EXPECT_THAT(journal_, Not(Contains("S1 subscribe lamp/state")));
}

TEST_F(RunnerTest, ABrokerThatCannotBeEnteredChangesNothing) {
  Declaration next = devices("127.0.0.2");
  auto configuration = std::make_shared<core::Configuration>(*next.configuration);
  configuration->broker->ca_file = folder_.path("missing");
  next.configuration = configuration;
  when("P1 publish fbp qos 0", files_become(next));
  when(logged("keeping the configuration of "), stops());
  EXPECT_EQ(run(devices("127.0.0.1")), ExitCode::ok);
  EXPECT_TRUE(log_.holds("ca_file " + folder_.path("missing")));
  EXPECT_THAT(hosts_, ElementsAre("127.0.0.1", "127.0.0.1"));
}

TEST_F(RunnerTest, OtherDevicesComeOverTheSameConnections) {
  when("P1 publish fbp qos 0", files_become(devices("127.0.0.1", {"heater", "lamp"})));
  when([this] { return log_.holds("info: reloaded: ") && announced("lamp")(); }, stops());
  EXPECT_EQ(run(devices("127.0.0.1")), ExitCode::ok);
  EXPECT_THAT(hosts_, testing::SizeIs(2));
  EXPECT_THAT(journal_, Contains("S1 subscribe lamp/state"));
  EXPECT_THAT(journal_, Contains("S1 connect").Times(1));
}

TEST_F(RunnerTest, AnotherBrokerIsEnteredWhenTheFormerOneIsLeft) {
  when("P1 publish fbp qos 0", files_become(devices("127.0.0.2")));
  when("P2 publish fbp qos 0", stops());
  EXPECT_EQ(run(devices("127.0.0.1")), ExitCode::ok);
  EXPECT_THAT(hosts_, ElementsAre("127.0.0.1", "127.0.0.1", "127.0.0.2", "127.0.0.2"));
  EXPECT_TRUE(log_.holds("info: reloaded: connecting anew"));
  EXPECT_LT(place_of("P1 disconnect"), place_of("P2 connect"));
}

TEST_F(RunnerTest, GoesBackToWhatRanWhenTheOtherBrokerRefuses) {
  refusing_host_ = "127.0.0.2";
  when("P1 publish fbp qos 0", files_become(devices("127.0.0.2")));
  when("P3 publish fbp qos 0", stops());
  EXPECT_EQ(run(devices("127.0.0.1")), ExitCode::ok);
  EXPECT_EQ(hosts_.back(), "127.0.0.1");
  EXPECT_TRUE(log_.holds("; keeping the configuration of "));
}

TEST_F(RunnerTest, EndsWhenTheFirstBrokerRefuses) {
  refusing_host_ = "127.0.0.1";
  EXPECT_EQ(run(devices("127.0.0.1")), ExitCode::no_permission);
  EXPECT_THAT(hosts_, testing::SizeIs(2));
}

TEST_F(RunnerTest, DoesNotBeginWithABrokerThatCannotBeEntered) {
  Declaration first = devices("127.0.0.1");
  auto configuration = std::make_shared<core::Configuration>(*first.configuration);
  configuration->broker->ca_file = folder_.path("missing");
  first.configuration = configuration;
  EXPECT_EQ(run(first), ExitCode::config);
  EXPECT_THAT(hosts_, testing::IsEmpty());
}

TEST_F(RunnerTest, WaitsForDevicesWhereNoneAreDeclared) {
  when(logged("info: no participants in devices.yaml; waiting for SIGHUP"), files_become(devices("127.0.0.1")));
  when("P1 publish fbp qos 0", stops());
  EXPECT_EQ(run({}), ExitCode::ok);
}

TEST_F(RunnerTest, CanBeStoppedWhileItWaitsForDevices) {
  when(logged("waiting for SIGHUP"), stops());
  EXPECT_EQ(run({}), ExitCode::ok);
}

TEST_F(RunnerTest, GivesUpTheSessionOfDevicesThatAreDeclaredNoMore) {
  when("P1 publish fbp qos 0", files_become({}));
  when(logged("waiting for SIGHUP"), stops());
  EXPECT_EQ(run(devices("127.0.0.1")), ExitCode::ok);
  EXPECT_THAT(journal_, Contains("S1 disconnect for good"));
}

TEST_F(RunnerTest, ReadsAgainWhatChangesWhileItReads) {
  request_.load = [this] { return devices("127.0.0.1", {++loads_ == 1 ? "lamp" : "fan"}); };
  when("P1 publish fbp qos 0", [this] {
    loop_.hang_up();
    loop_.hang_up();
  });
  when(logged("info: reloaded: "), stops());
  EXPECT_EQ(run(devices("127.0.0.1")), ExitCode::ok);
  EXPECT_EQ(loads_, 2);
  EXPECT_THAT(journal_, Contains("S1 subscribe fan/state"));
  EXPECT_THAT(journal_, Not(Contains("S1 subscribe lamp/state"))) << "it was no longer so when it was read";
}

TEST_F(RunnerTest, EndsWhenAllIsAnnouncedOnce) {
  request_.repeat = bridge::Repeat::once;
  // For as long as the broker may take to say which one it is.
  when("P1 publish fbp qos 0", [this] { loop_.pass(std::chrono::milliseconds(100)); });
  EXPECT_EQ(run(devices("127.0.0.1")), ExitCode::ok);
  EXPECT_THAT(journal_, Not(Contains("S1 connect")));
}

}  // namespace
}  // namespace mfp::daemon
