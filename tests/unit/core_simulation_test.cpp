#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/conversion.hpp"
#include "core/example_verdict.hpp"
#include "core/simulation.hpp"
#include "support/participants.hpp"

namespace mfp::core {
namespace {

using test::participant;
using test::port;
using testing::ElementsAre;

Example example(Direction direction, std::uint32_t port, std::string topic, std::string payload, std::string gives) {
  Example example;
  example.direction = direction;
  example.port = port;
  example.topic = std::move(topic);
  example.payload = std::move(payload);
  example.gives.bytes = std::move(gives);
  return example;
}

class SimulationTest : public testing::Test {
 protected:
  std::vector<std::string> answers(const char* payload) {
    std::vector<std::string> lines;
    for (const auto& message : Simulation(participants_, examples_, echoes_).answers("lamp/set", payload)) {
      lines.push_back(message.topic + " " + message.payload);
    }
    return lines;
  }

  std::vector<Participant> participants_{
      participant("lamp", {port("lamp", "on", "lamp/set")},
                  {port("lamp", "state", "lamp/state"), port("lamp", "event", "lamp/+/x")})};
  std::vector<Example> examples_{
      example(Direction::in, 0, "lamp.ON", "true", "1"), example(Direction::out, 0, "lamp/state", "{\"s\":1}", "true"),
      example(Direction::out, 0, "lamp/state", "{\"s\":1}", "true"),
      example(Direction::out, 1, "lamp/a/x", "!", "\"!\""), example(Direction::out, 0, "other/state", "{}", "false")};
  std::vector<DeviceEcho> echoes_{{0, 0, 0}};
};

TEST_F(SimulationTest, PlaysEachRecordedMessageOfTheDeviceOnce) {
  const Simulation simulation(participants_, examples_, echoes_);
  std::vector<std::string> lines;
  for (const auto& message : simulation.recorded()) lines.push_back(message.topic + " " + message.payload);
  EXPECT_THAT(lines, ElementsAre("lamp/state {\"s\":1}", "lamp/a/x !", "lamp/state {}"));
  EXPECT_THAT(simulation.command_topics(), ElementsAre("lamp/set"));
  EXPECT_THAT(simulation.silent_ports(), ElementsAre());
}

TEST_F(SimulationTest, PlaysWhatAnotherDeviceSaidWhereThePortCanUseIt) {
  ConversionSteps steps;
  steps.path = "v";
  participants_[0].outports[0].conversion = Conversion::compile(steps, Direction::out, "number", "d").conversion;
  participants_[0].outports.push_back(port("lamp", "mode", "lamp/mode"));
  examples_ = {example(Direction::out, 0, "other/state", "{\"v\":1}", "1"),
               example(Direction::out, 0, "other/state", "{\"w\":1}", "1"),
               example(Direction::out, 1, "other/a/x", "!", "\"!\"")};
  echoes_ = {};
  const Simulation simulation(participants_, examples_, echoes_);
  ASSERT_EQ(simulation.recorded().size(), 1U);
  EXPECT_EQ(simulation.recorded()[0].topic, "lamp/state");
  EXPECT_EQ(simulation.recorded()[0].payload, "{\"v\":1}");
  EXPECT_THAT(simulation.silent_ports(), ElementsAre("lamp.EVENT", "lamp.MODE"));
}

TEST_F(SimulationTest, APortSpeaksWhenItUsesTheMessageOfAnotherOneOrAnswersCommands) {
  participants_[0].outports = {port("lamp", "state", "lamp/state"), port("lamp", "raw", "lamp/#"),
                               port("lamp", "mode", "lamp/mode"), port("lamp", "silent", "")};
  examples_.resize(2);
  echoes_ = {{0, 0, 2}};
  EXPECT_THAT(Simulation(participants_, examples_, echoes_).silent_ports(), ElementsAre("lamp.SILENT"));
}

TEST_F(SimulationTest, AnswersACommandAsTheDeviceWould) {
  EXPECT_THAT(answers("1"), ElementsAre("lamp/state {\"s\":1}"));
  EXPECT_THAT(answers("7"), ElementsAre("lamp/state 7"));
  examples_[1].topic = examples_[2].topic = "other/state";
  EXPECT_THAT(answers("1"), ElementsAre("lamp/state {\"s\":1}"));
  echoes_ = {};
  EXPECT_THAT(answers("1"), ElementsAre());
}

TEST(ExampleVerdict, ComparesBytesAndOutcomes) {
  ConversionSteps steps;
  steps.path = "v";
  PayloadReader reader;
  Example given;
  given.conversion = Conversion::compile(steps, Direction::out, "number", "d").conversion;
  const auto passes = [&](const char* payload, Expectation gives) {
    given.payload = payload;
    given.gives = std::move(gives);
    return judge(given, reader).passed;
  };
  using Kind = Expectation::Kind;
  EXPECT_TRUE(passes("{\"v\":1.50}", {Kind::bytes, "1.50"}));
  EXPECT_FALSE(passes("{\"v\":1.50}", {Kind::bytes, "1.5"}));
  EXPECT_TRUE(passes("{}", {Kind::nothing, ""}));
  EXPECT_FALSE(passes("{}", {Kind::bytes, ""}));
  EXPECT_TRUE(passes("{\"v\":\"n/a\"}", {Kind::error, ""}));
  EXPECT_FALSE(passes("{\"v\":1}", {Kind::error, ""}));
  given.conversion = nullptr;
  EXPECT_TRUE(passes("\xff", {Kind::bytes, "\xff"}));
}

TEST(ExampleVerdict, ShowsTheFirstByteThatDiffers) {
  EXPECT_EQ(difference("12.5", "12.50"), "wanted  12.5\ncame    12.50\nbyte 5: wanted the end, came 0x30 '0'\n");
  EXPECT_EQ(difference("a\nb", "a b"), "wanted  a b\ncame    a b\nbyte 2: wanted 0x0a, came 0x20\n");
}

}  // namespace
}  // namespace mfp::core
