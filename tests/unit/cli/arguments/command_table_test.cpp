#include "cli/arguments/command_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "cli/arguments/exit_code_table.hpp"
#include "cli/arguments/option_table.hpp"

namespace mfp::cli {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(CommandTable, HasEachCommandAtItsPlaceAndUnderItsName) {
  std::set<std::string_view> names;
  for (const CommandSpec& spec : all_command_specs()) {
    EXPECT_EQ(&spec_of(spec.command), &spec);
    EXPECT_EQ(find_command(spec.name), &spec);
    EXPECT_TRUE(all_commands.has(spec.command)) << spec.name;
    EXPECT_TRUE(names.insert(spec.name).second) << spec.name;
  }
}

TEST(CommandTable, TellsEachCommandsMeaningAndMore) {
  for (const CommandSpec& spec : all_command_specs()) {
    EXPECT_FALSE(spec.forms.front().meaning.empty()) << spec.name;
    EXPECT_TRUE(spec.text.ends_with(".\n")) << spec.name;
  }
}

TEST(CommandTable, KnowsNoOtherNames) {
  EXPECT_EQ(find_command("bnd"), nullptr);
  EXPECT_EQ(find_command(""), nullptr);
  EXPECT_EQ(find_drop_in("msgflo-foreign-participant"), nullptr);
}

TEST(CommandTable, RunsUnderTheNamesOfMsgflosOwnTools) {
  for (const std::string_view name : {"msgflo-register", "msgflo-register-foreign"}) {
    ASSERT_NE(find_drop_in(name), nullptr) << name;
    EXPECT_EQ(find_drop_in(name)->command, Command::run);
  }
}

TEST(ExitCodes, StandInOrderAndOnceForACommand) {
  for (const CommandSpec& spec : all_command_specs()) {
    int last = -1;
    for (const ExitCodeSpec& one : all_exit_codes()) {
      if (!one.commands.has(spec.command)) continue;
      EXPECT_GT(one.code, last) << spec.name;
      last = one.code;
    }
    EXPECT_GT(last, 0) << spec.name;
  }
}

TEST(MisplacedOption, NamesTheCommandsThatTheOptionGoesWith) {
  EXPECT_EQ(misplaced_option("queue", Command::watch), "--queue goes with bind, unbind and send");
  EXPECT_EQ(misplaced_option("tap", Command::run), "--tap goes with test");
  EXPECT_EQ(misplaced_option("json", Command::graph),
            "--json goes with bind, unbind, bindings, participants and watch; graph takes --format json");
}

TEST(MisplacedOption, IsEmptyWhereItBelongsOrNobodyKnowsIt) {
  EXPECT_THAT(misplaced_option("queue", Command::send), IsEmpty());
  EXPECT_THAT(misplaced_option("help", Command::schema), IsEmpty());
  EXPECT_THAT(misplaced_option("colour", Command::run), IsEmpty());
}

TEST(SplitArguments, TellsOptionsWithTheirValuesFromWords) {
  const std::vector<std::string> arguments{"a.B", "--wait", "3", "-5", "--json", "->", "--", "--raw"};
  const SplitArguments split = split_arguments(arguments);
  EXPECT_THAT(split.options, ElementsAre("--wait", "3", "--json"));
  EXPECT_THAT(split.words, ElementsAre("a.B", "-5", "->", "--raw"));
}

}  // namespace
}  // namespace mfp::cli
