#include "cli/arguments/subcommand_options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mfp::cli {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

ParsedArguments parsed(const CommandSpec& command, const std::vector<std::string>& arguments) {
  auto given = parse_arguments(command, arguments);
  EXPECT_TRUE(given) << given.error().message;
  return given.value_or(ParsedArguments(command));
}

ParsedArguments parsed(Command command, const std::vector<std::string>& arguments) {
  return parsed(spec_of(command), arguments);
}

std::string problem(Command command, const std::vector<std::string>& arguments) {
  const auto given = parse_arguments(spec_of(command), arguments);
  return given ? "" : given.error().message;
}

TEST(ParseArguments, TellsWhichValueIsWrong) {
  EXPECT_EQ(problem(Command::send, {"a.B", "1", "--expires", "0s"}),
            "--expires takes a time above 0, such as 30s, 5m or 12h; got '0s'");
  EXPECT_EQ(problem(Command::run, {"--role", "heater", "--role", "lamp:lamp.yaml"}),
            "--role takes ROLE:FILE, e.g. --role heater:./heater.yaml; got 'heater'");
  EXPECT_EQ(problem(Command::check, {"--only", "a", "--only", "b"}), "--only takes one role and stands once");
}

TEST(ParseArguments, LetsTheLastOfSeveralValuesCount) {
  const LiveOptions live = read_graph_options(parsed(Command::graph, {"--wait", "x", "--wait", "3"})).live;
  EXPECT_EQ(live.wait, 3);
}

TEST(RunOptions, HoldFilesRolesAndGraphs) {
  const auto options = read_run_options(
      parsed(Command::run, {"a.yaml", "--role", "heater:h.yaml", "--graph", "g.fbp", "--only", "heater", "b.yaml"}));
  ASSERT_TRUE(options);
  EXPECT_THAT(options->files.paths, ElementsAre("a.yaml", "b.yaml"));
  EXPECT_THAT(options->files.roles, ElementsAre(Field(&declaration::RoleFile::file, "h.yaml")));
  EXPECT_THAT(options->files.graphs, ElementsAre("g.fbp"));
  EXPECT_EQ(options->files.only, "heater");
  EXPECT_TRUE(options->forever);
}

TEST(RunOptions, OfMsgfloRegisterForeignTakeABareRoleForTheOneFile) {
  const CommandSpec& foreign = *find_drop_in("msgflo-register-foreign");
  const auto options = read_run_options(parsed(foreign, {"--role", "heater", "h.yaml"}));
  ASSERT_TRUE(options);
  EXPECT_THAT(options->files.roles, ElementsAre(Field(&declaration::RoleFile::role, "heater")));
  EXPECT_THAT(options->files.paths, IsEmpty());
  EXPECT_FALSE(options->forever);
  EXPECT_FALSE(read_run_options(parsed(foreign, {"a.yaml", "b.yaml"})));
}

TEST(BindOptions, NameThePortsAndTheFiles) {
  for (const std::vector<std::string>& ports :
       {std::vector<std::string>{"a.B", "c.D"}, {"a.B", "->", "c.D"}, {"a.B -> c.D"}}) {
    const auto options = read_bind_options(parsed(Command::bind, ports));
    ASSERT_TRUE(options);
    EXPECT_EQ(options->source, "a.B");
    EXPECT_EQ(options->target, "c.D");
  }
  EXPECT_THAT(read_bind_options(parsed(Command::bind, {"a.B", "c.D", "x.yaml"}))->files, ElementsAre("x.yaml"));
}

TEST(BindOptions, AreRefusedWithWordsThatAreNoPorts) {
  const auto refusal = [](const std::vector<std::string>& words) {
    return read_bind_options(parsed(Command::unbind, words)).error().message;
  };
  EXPECT_THAT(refusal({"a.B"}), testing::StartsWith("unbind takes an outport and an inport, e.g. "));
  EXPECT_EQ(refusal({"a.B", "-"}), "unbind takes two ports; leave out `->`, or put it in quotes");
  EXPECT_THAT(refusal({"a.B", "c.D", "e.F"}), testing::EndsWith("is a devices file, and there is no 'e.F'"));
  EXPECT_THAT(refusal({"a/b", "c/#", "--queue"}), testing::StartsWith("the queue 'c/#' "));
}

TEST(SendOptions, TakeAValueThatBeginsWithADash) {
  const auto options = read_send_options(parsed(Command::send, {"heater.TARGET", "-x", "--raw", "--expires", "5m"}));
  ASSERT_TRUE(options);
  EXPECT_EQ(options->port, "heater.TARGET");
  EXPECT_EQ(options->value, "-x");
  EXPECT_EQ(options->expires, 300U);
  EXPECT_TRUE(options->raw);
}

TEST(TryOptions, HaveATopicAndAPayloadBeforeTheFiles) {
  const TryOptions options = read_try_options(parsed(Command::try_message, {"tele/plug", "-", "plug.yaml"}));
  EXPECT_EQ(options.topic, "tele/plug");
  EXPECT_EQ(options.payload, "-");
  EXPECT_THAT(options.files.paths, ElementsAre("plug.yaml"));
  EXPECT_FALSE(read_try_options(parsed(Command::try_message, {"tele/plug"})).topic);
}

TEST(WatchOptions, TellNamesFromDevicesFiles) {
  const WatchOptions options = read_watch_options(parsed(Command::watch, {"heater", "x.yaml", "plug.POWER"}));
  EXPECT_THAT(options.names, ElementsAre("heater", "plug.POWER"));
  EXPECT_THAT(options.files, ElementsAre("x.yaml"));
}

TEST(LibraryOptions, TellShowFromWordsToLookFor) {
  EXPECT_FALSE(read_library_options(parsed(Command::library, {"plug", "show"})).show);
  const LibraryOptions options = read_library_options(parsed(Command::library, {"show", "tasmota/plug"}));
  EXPECT_TRUE(options.show);
  EXPECT_THAT(options.words, ElementsAre("tasmota/plug"));
}

}  // namespace
}  // namespace mfp::cli
