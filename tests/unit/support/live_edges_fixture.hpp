#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "bridge/edges/live_edges.hpp"
#include "core/msgflo/announcement.hpp"
#include "support/participants.hpp"
#include "unit/support/captured_log.hpp"
#include "unit/support/fake_connection.hpp"
#include "unit/support/fake_loop.hpp"
#include "unit/support/temporary_folder.hpp"

namespace mfp::test {

/// The live edges of a graph on fake connections: P publishes, S subscribes. The heater and the display are ours, and
/// nothing of theirs is relayed. The test plays the broker.
class LiveEdgesFixture : public testing::Test {
 protected:
  LiveEdgesFixture() {
    configuration_.participants = {participant("heater", {port("heater", "target", "")}, {port("heater", "out", "")}),
                                   participant("display", {port("display", "text", "")}, {})};
    configuration_.sources = {"devices.yaml"};
    configuration_.router.enabled = true;
  }

  /// Runs what the configuration wants, with both connections up and all subscriptions in force.
  void start() {
    edges_.configure(configuration_);
    ASSERT_EQ(edges_.open(configuration_.router).kind, bridge::RunEnd::Kind::done);
    connect();
    confirm();
    journal_.clear();
  }
  void connect() {
    publisher_.open();
    edges_.publisher_connected();
    subscriber_.open();
    answered_ = 0;
    subscriptions_.on_connected(transport::SessionState::fresh);
  }
  void lose() {
    publisher_.close();
    edges_.publisher_gone();
    subscriber_.close();
    subscriptions_.on_lost();
  }
  /// The broker answers all that the subscriber has sent.
  void confirm(std::uint8_t reason_code = 1) {
    while (!subscriptions_.settled()) subscriptions_.on_subscribed(++answered_, reason_code);
  }
  /// All that was to be written is.
  void written() {
    bool done = false;
    worker_.run([] {}, [&done] { done = true; });
    loop_.run_until([&done] { return done; });
  }
  void announce(const core::Participant& participant) {
    const std::string message = core::announcement(participant);
    edges_.on_announcement({core::discovery_topic, message, 0, false, {}, nullptr});
  }
  static core::Participant stranger() {
    return participant("stranger", {port("stranger", "in", "")}, {port("stranger", "out", "")});
  }
  static core::Edge edge(const std::string& source_role, const std::string& target_role, const std::string& inport) {
    return {{source_role, "out", {}}, {target_role, inport, {}}, {}};
  }
  /// What both clients did since the last time.
  std::vector<std::string> said() { return std::exchange(journal_, {}); }

  CapturedLog log_;
  TemporaryFolder folder_;
  FakeLoop loop_;
  Journal journal_;
  system::Warnings warnings_{loop_};
  system::Worker worker_{loop_};
  core::RouteTable table_;
  FakeConnection publisher_{loop_, "P", journal_};
  FakeConnection subscriber_{loop_, "S", journal_};
  bridge::SessionMemory memory_{{}, loop_, worker_, warnings_};
  bridge::Subscriptions subscriptions_{loop_, table_, subscriber_.connection(), memory_, warnings_};
  core::Configuration configuration_;
  bridge::LiveEdges edges_{loop_, publisher_.connection(), subscriptions_, warnings_, worker_, folder_.path()};
  std::uint16_t answered_ = 0;
};

}  // namespace mfp::test
