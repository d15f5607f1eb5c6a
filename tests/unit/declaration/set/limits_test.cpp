#include <gtest/gtest.h>

#include <string>

#include "core/text/text.hpp"
#include "declaration/set/loader.hpp"
#include "support/memory_files.hpp"

// Files that nobody writes by hand and that must cost neither the memory nor the stack of the machine.

namespace mfp::declaration {
namespace {

Declaration load_text(const std::string& text) {
  test::MemoryFiles files;
  files.add("a.yaml", text);
  return load({.paths = {"a.yaml"}, .roles = {}, .library = {}, .definitions = {}}, files);
}

std::string first_message(const Declaration& declaration) {
  return declaration.diagnostics.empty() ? "" : declaration.diagnostics.front().message;
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

TEST(Limits, NestingOfAnyKindStopsAtSixtyFour) {
  for (const std::string opening : {"[", "{a: ", "[{a: [", "- ", "? ", "? - ", "!!seq [", "&a [", "[? "}) {
    for (const std::size_t times : {65U, 1'000U, 100'000U}) {
      const Declaration declaration = load_text(repeated(opening, times));
      ASSERT_EQ(declaration.diagnostics.size(), 1U) << opening << times;
      EXPECT_EQ(first_message(declaration), "values nested over 64 deep") << opening << times;
    }
  }
}

TEST(Limits, NestingByIndentationStopsToo) {
  std::string text;
  for (std::size_t depth = 0; depth < 1000; ++depth) text += std::string(depth, ' ') + "a:\n";
  EXPECT_EQ(first_message(load_text(text)), "values nested over 64 deep");
}

TEST(Limits, ClosingBracketsWithoutEndAreASyntaxError) {
  EXPECT_EQ(load_text(repeated("]", 100'000)).diagnostics.size(), 1U);
}

TEST(Limits, AliasesAreCounted) {
  const std::string few = "participants:\n  a: {component: &x y, outports: {o: {queue: q, options: [";
  EXPECT_EQ(first_message(load_text(few + repeated("*x, ", 10'000) + "]}}}\n")), "");
  EXPECT_EQ(first_message(load_text(few + repeated("*x, ", 10'001) + "]}}}\n")),
            "more than 10,000 aliases in one file");
}

TEST(Limits, ValuesMadeByAliasesAreCounted) {
  std::string text =
      "participants:\n  a:\n    component: x\n    outports:\n      o:\n        queue: q\n        options:\n";
  text += "          - &big [" + repeated("1, ", 9'999) + "1]\n          - [";
  EXPECT_EQ(first_message(load_text(text + repeated("*big, ", 99) + "]\n")), "");
  EXPECT_EQ(first_message(load_text(text + repeated("*big, ", 100) + "]\n")),
            "the file's aliases make more than 1,000,000 values");
}

TEST(Limits, ALargeFileIsRefusedUnread) {
  const Declaration declaration = load_text(std::string(64UL * 1024 * 1024 + 1, ' '));
  EXPECT_EQ(first_message(declaration), "has 67,108,865 bytes; at most 67,108,864 are read");
  EXPECT_EQ(declaration.missing, std::vector<std::string>{"a.yaml"});
}

TEST(Limits, ALineThatNobodyCouldReadIsNotShown) {
  std::string text = "{participants: {";
  for (int i = 0; i < 1000; ++i) text += "r" + std::to_string(i) + ": {label: x}, ";
  const Declaration declaration = load_text(text + "}}");
  ASSERT_EQ(declaration.diagnostics.size(), 1000U);
  EXPECT_EQ(declaration.diagnostics[999].source_line, "");
  EXPECT_GT(declaration.diagnostics[999].place.column, 10'000U);
}

TEST(Limits, TheProblemsOfAHugeLineAndOfHugeFilesCostNoMoreEach) {
  std::string entries;
  for (int i = 0; i < 100'000; ++i) entries += "r" + std::to_string(i) + ": {label: x}, ";
  EXPECT_EQ(load_text("{participants: {" + entries + "}}").diagnostics.size(), 100'000U);

  std::string text = "participants:\n";
  for (int i = 0; i < 50'000; ++i) text += "  r" + std::to_string(i) + ": {component: x}\n";
  test::MemoryFiles files;
  files.add("a.yaml", text);
  files.add("b.yaml", text);
  const Declaration declaration =
      load({.paths = {"a.yaml", "b.yaml"}, .roles = {}, .library = {}, .definitions = {}}, files);
  ASSERT_EQ(declaration.diagnostics.size(), 50'000U);
  EXPECT_EQ(declaration.diagnostics[9'998].source_line, "  r9998: {component: x}");
}

TEST(Limits, ManyKeysAreComparedWithoutComparingAllPairs) {
  std::string text = "participants:\n";
  for (int i = 0; i < 100'000; ++i) text += "  r" + std::to_string(i) + ": {component: x}\n";
  text += "  r5: {component: x}\n";
  const Declaration declaration = load_text(text);
  EXPECT_EQ(first_message(declaration), "duplicate key 'r5'; the first one is in line 7");
}

TEST(Limits, NoControlCharacterAndNoEndlessNameReachesTheTerminal) {
  const std::string name = "\"k\\n\\e[31m" + repeated("\xC3\xA4", 500) + "{\"";
  const Declaration declaration = load_text(
      "participants:\n  a: {component: x, outports: {" + name + ": {topic: " + name + ", type: 1, match: " + name +
      "}, o: {topic: a, format: " + name + "}}, echo: {" + name + ": " + name + "}}\n");
  EXPECT_EQ(declaration.diagnostics.size(), 4U);
  for (const core::Diagnostic& diagnostic : declaration.diagnostics) {
    EXPECT_EQ(diagnostic.message, core::printable(diagnostic.message));
    EXPECT_LE(diagnostic.message.size(), 1003U);
  }
}

TEST(Limits, ThousandsOfUnknownNamesAreNotComparedWithThousands) {
  test::MemoryFiles files;
  std::string definition = "component: x\nparams: {";
  std::string with;
  std::string examples;
  for (int i = 0; i < 5'000; ++i) {
    definition += "parameter" + std::to_string(i) + ": 1, ";
    with += "parametre" + std::to_string(i) + ": 1, ";
    examples += "{port: parametre" + std::to_string(i) + ", payload: 1, gives: 1}, ";
  }
  files.add("d.yaml", definition + "}\n");
  files.add("a.yaml", "participants:\n  a: {use: ./d.yaml, with: {" + with + "}, examples: [" + examples + "]}\n");
  const auto declaration = load({.paths = {"a.yaml"}, .roles = {}, .library = {}, .definitions = {}}, files);
  EXPECT_EQ(declaration.diagnostics.size(), 10'000U);
  EXPECT_NE(declaration.diagnostics.front().message.find("did you mean 'parameter0'"), std::string::npos);
}

TEST(Limits, ManyBadEntriesOfAStepAreEachShownWhereTheyStand) {
  std::string text =
      "participants:\n  a:\n    component: x\n    outports:\n      o:\n        topic: t\n        where:\n";
  for (int i = 0; i < 20'000; ++i) text += "          a..b" + std::to_string(i) + ": 1\n";
  const Declaration declaration = load_text(text);
  ASSERT_EQ(declaration.diagnostics.size(), 20'000U);
  EXPECT_EQ(declaration.diagnostics.front().place.line, 8U);
  EXPECT_EQ(declaration.diagnostics.back().place.line, 20'007U);
}

TEST(Limits, DefinitionsExtendEachOtherFiveHundredDeep) {
  test::MemoryFiles files;
  files.add("a.yaml", "participants:\n  good: {use: ./d500.yaml}\n  bad: {use: ./d10000.yaml}\n");
  files.add("d0.yaml", "component: x\n");
  for (int i = 1; i <= 10'000; ++i) {
    files.add("d" + std::to_string(i) + ".yaml", "extends: ./d" + std::to_string(i - 1) + ".yaml\n");
  }
  const Declaration declaration = load({.paths = {"a.yaml"}, .roles = {}, .library = {}, .definitions = {}}, files);
  EXPECT_EQ(declaration.diagnostics.size(), 1U);
  EXPECT_EQ(first_message(declaration), "definitions that extend each other over 500 deep");
  EXPECT_EQ(declaration.configuration->participants.size(), 1U);
}

TEST(Limits, TheEndOfTheFileMayComeAnywhere) {
  const std::string text =
      "broker: {url: \"mqtt://l\\x6fcalhost\", client_id: &a 'it''s'}\nparticipants:\n  heater:\n    component: >-\n"
      "      legacy/Heater\n    outports:\n      - {id: *a, queue: 'q', options: [!!str 1, {a: ~}]}\n";
  for (std::size_t end = 0; end <= text.size(); ++end) static_cast<void>(load_text(text.substr(0, end)));
  EXPECT_EQ(first_message(load_text(text)), "");
}

}  // namespace
}  // namespace mfp::declaration
