#include "client/simulation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/conversion/conversion.hpp"
#include "core/conversion/steps/path.hpp"
#include "support/participants.hpp"

namespace mfp::client {
namespace {

using test::participant;
using test::port;
using testing::ElementsAre;

core::Example example(core::Direction direction, std::uint32_t port, std::string topic, std::string payload,
                      std::string gives) {
  core::Example example;
  example.direction = direction;
  example.port = port;
  example.topic = std::move(topic);
  example.payload = std::move(payload);
  example.gives.bytes = std::move(gives);
  return example;
}

class SimulationTest : public testing::Test {
 protected:
  Simulation simulation() {
    participants_[0].behaviour = std::make_shared<const core::Behaviour>(core::Behaviour{{}, examples_, echoes_});
    return Simulation(participants_);
  }

  std::vector<std::string> answers(const char* payload) {
    std::vector<std::string> lines;
    for (const auto& message : simulation().answers("lamp/set", payload)) {
      lines.push_back(message.topic + " " + message.payload);
    }
    return lines;
  }

  std::vector<core::Participant> participants_{
      participant("lamp", {port("lamp", "on", "lamp/set")},
                  {port("lamp", "state", "lamp/state"), port("lamp", "event", "lamp/+/x")})};
  std::vector<core::Example> examples_{example(core::Direction::in, 0, "lamp.ON", "true", "1"),
                                       example(core::Direction::out, 0, "lamp/state", "{\"s\":1}", "true"),
                                       example(core::Direction::out, 0, "lamp/state", "{\"s\":1}", "true"),
                                       example(core::Direction::out, 1, "lamp/a/x", "!", "\"!\""),
                                       example(core::Direction::out, 0, "other/state", "{}", "false")};
  std::vector<core::DeviceEcho> echoes_{{0, 0}};
};

TEST_F(SimulationTest, PlaysEachRecordedMessageOfTheDeviceOnce) {
  const Simulation played = simulation();
  std::vector<std::string> lines;
  for (const auto& message : played.recorded()) lines.push_back(message.topic + " " + message.payload);
  EXPECT_THAT(lines, ElementsAre("lamp/state {\"s\":1}", "lamp/a/x !", "lamp/state {}"));
  EXPECT_THAT(played.command_topics(), ElementsAre("lamp/set"));
  EXPECT_THAT(played.silent_ports(), ElementsAre());
}

TEST_F(SimulationTest, PlaysWhatAnotherDeviceSaidWhereThePortCanUseIt) {
  core::StepSettings steps;
  steps.set(core::PathStep::path, "v");
  participants_[0].outports[0].conversion =
      core::Conversion::compile(steps, core::Direction::out, "number", "d").conversion;
  participants_[0].outports.push_back(port("lamp", "mode", "lamp/mode"));
  examples_ = {example(core::Direction::out, 0, "other/state", "{\"v\":1}", "1"),
               example(core::Direction::out, 0, "other/state", "{\"w\":1}", "1"),
               example(core::Direction::out, 1, "other/a/x", "!", "\"!\"")};
  echoes_ = {};
  const Simulation played = simulation();
  ASSERT_EQ(played.recorded().size(), 1U);
  EXPECT_EQ(played.recorded()[0].topic, "lamp/state");
  EXPECT_EQ(played.recorded()[0].payload, "{\"v\":1}");
  EXPECT_THAT(played.silent_ports(), ElementsAre("lamp.EVENT", "lamp.MODE"));
}

TEST_F(SimulationTest, APortSpeaksWhenItUsesTheMessageOfAnotherOneOrAnswersCommands) {
  participants_[0].outports = {port("lamp", "state", "lamp/state"), port("lamp", "raw", "lamp/#"),
                               port("lamp", "mode", "lamp/mode"), port("lamp", "silent", "")};
  examples_.resize(2);
  echoes_ = {{0, 2}};
  EXPECT_THAT(simulation().silent_ports(), ElementsAre("lamp.SILENT"));
}

TEST_F(SimulationTest, AnswersACommandAsTheDeviceWould) {
  EXPECT_THAT(answers("1"), ElementsAre("lamp/state {\"s\":1}"));
  EXPECT_THAT(answers("7"), ElementsAre("lamp/state 7"));
  examples_[1].topic = examples_[2].topic = "other/state";
  EXPECT_THAT(answers("1"), ElementsAre("lamp/state {\"s\":1}"));
  echoes_ = {};
  EXPECT_THAT(answers("1"), ElementsAre());
}

}  // namespace
}  // namespace mfp::client
