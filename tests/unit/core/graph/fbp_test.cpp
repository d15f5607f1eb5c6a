#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "core/graph/fbp_reader.hpp"
#include "core/graph/graph.hpp"

namespace mfp::core {
namespace {

std::string fbp_range(const TextRange& at, std::string_view text) {
  return std::string(text.substr(at.offset, at.length));
}

/// Each process, packet, connection, export and property, separated by `; `; or `part of the text: message` for each
/// problem, in lines.
std::string fbp_shown(std::string_view text) {
  const auto graph = read_fbp(text);
  if (!graph) {
    std::string problems;
    for (const TextProblem& problem : graph.error()) {
      if (!problems.empty()) problems += '\n';
      problems += std::string(text.substr(problem.offset, problem.length)) + ": " + problem.message;
    }
    return problems;
  }
  std::string shown;
  for (const auto& process : graph->processes) {
    shown += process.name + '(' + process.component + process.metadata + "); ";
  }
  for (const auto& packet : graph->packets) shown += packet.data + " -> " + to_text(packet.target) + "; ";
  for (const auto& link : graph->connections) shown += to_text(link.source) + " -> " + to_text(link.target) + "; ";
  for (const auto& entry : graph->inports) shown += "in " + entry.name + '=' + to_text(entry.inner) + "; ";
  for (const auto& entry : graph->outports) shown += "out " + entry.name + '=' + to_text(entry.inner) + "; ";
  for (const auto& property : graph->properties) shown += property.key + '=' + property.json + "; ";
  if (!shown.empty()) shown.resize(shown.size() - 2);
  return shown;
}

struct FbpCase {
  std::string text;
  std::string outcome;
};

class FbpTexts : public testing::TestWithParam<FbpCase> {};

TEST_P(FbpTexts, AreRead) { EXPECT_EQ(fbp_shown(GetParam().text), GetParam().outcome) << GetParam().text; }

INSTANTIATE_TEST_SUITE_P(
    Connections, FbpTexts,
    testing::Values(
        FbpCase{"", ""}, FbpCase{"\n\r\n  # only this", ""}, FbpCase{"a OUT -> IN b", "a(); b(); a.OUT -> b.IN"},
        FbpCase{"a(x/A) Out -> in b(y-1/B_2)", "a(x/A); b(y-1/B_2); a.Out -> b.in"},
        FbpCase{"a O -> I b O -> I c", "a(); b(); c(); a.O -> b.I; b.O -> c.I"},
        FbpCase{"a -> b", "a(); b(); a.OUT -> b.IN"},
        FbpCase{"a(A)->b(B)->c(C)", "a(A); b(B); c(C); a.OUT -> b.IN; b.OUT -> c.IN"},
        FbpCase{"a O->I b", "a(); b(); a.O -> b.I"}, FbpCase{"IN a(A) OUT -> IN b", "a(A); b(); a.OUT -> b.IN"},
        FbpCase{"a O[0] -> I[12] b(B)", "a(); b(B); a.O[0] -> b.I[12]"},
        FbpCase{"a -> I[4294967295] b", "a(); b(); a.OUT -> b.I[4294967295]"},
        FbpCase{"a x.y -> p_1 my-b", "a(); my-b(); a.x.y -> my-b.p_1"},
        FbpCase{"a -> b, c -> d # all\n", "a(); b(); c(); d(); a.OUT -> b.IN; c.OUT -> d.IN"},
        FbpCase{"a -> b\xE2\x80\xA8"
                "c -> d\re -> f",
                "a(); b(); c(); d(); e(); f(); a.OUT -> b.IN; c.OUT -> d.IN; e.OUT -> f.IN"},
        FbpCase{"a -> b # b\n  ", "a(); b(); a.OUT -> b.IN"},
        FbpCase{"true -> I null", "true(); null(); true.OUT -> null.I"},
        FbpCase{"INPORT OUT -> IN OUTPORT", "INPORT(); OUTPORT(); INPORT.OUT -> OUTPORT.IN"},
        FbpCase{"DEFAULT_INPORT=x, a -> b\nDEFAULT_OUTPORT=y\nb -> a", "a(); b(); a.OUT -> b.x; b.y -> a.x"}));

INSTANTIATE_TEST_SUITE_P(
    Processes, FbpTexts,
    testing::Values(FbpCase{"a(A)", "a(A)"}, FbpCase{"a()", "a()"}, FbpCase{"a(), a(A), a()", "a(A)"},
                    FbpCase{"(x/y/Z) -> (x/y/Z)", "_x_y/Z_1(x/y/Z); _x_y/Z_2(x/y/Z); _x_y/Z_1.OUT -> _x_y/Z_2.IN"},
                    FbpCase{"a(A:main)", "a(A{\"routes\":\"main\"})"},
                    FbpCase{"a(A:x=017,y=abc,k=,z=b=c,k=/v)", "a(A{\"x\":17,\"y\":null,\"k\":\"/v\",\"z\":\"b\"})"},
                    FbpCase{"a(A:x=1e5b), a(:y=2)", "a(A{\"y\":2})"}));

INSTANTIATE_TEST_SUITE_P(Packets, FbpTexts,
                         testing::Values(FbpCase{"'21.5' -> TARGET heater", "heater(); \"21.5\" -> heater.TARGET"},
                                         FbpCase{"'' -> a", "a(); \"\" -> a.IN"},
                                         FbpCase{"'it\\'s' -> IN a", "a(); \"it's\" -> a.IN"},
                                         FbpCase{"'a\\nb\\\\' c' -> IN a", "a(); \"a\\\\nb\\\\' c\" -> a.IN"},
                                         FbpCase{"'# one,\n -> two' -> I[1] a O -> b",
                                                 "a(); b(); \"# one,\\n -> two\" -> a.I[1]; a.O -> b.IN"},
                                         FbpCase{"-1.50e3 -> a\n5->b", "a(); b(); -1.50e3 -> a.IN; 5 -> b.IN"},
                                         FbpCase{"{\"a\" : [1, {\"b\": null} ],\n\"c\": \"} \\\" \"}\n-> a",
                                                 "a(); {\"a\":[1,{\"b\":null}],\"c\":\"} \\\" \"} -> a.IN"},
                                         FbpCase{"\"\\u0041 b\" -> a", "a(); \"A b\" -> a.IN"},
                                         FbpCase{"[] -> a", "a(); [] -> a.IN"}));

INSTANTIATE_TEST_SUITE_P(
    ExportsAndProperties, FbpTexts,
    testing::Values(FbpCase{"INPORT=a.IN:X\nOUTPORT=a.x.y:Y\na(A)", "a(A); in X=a.IN; out Y=a.x.y"},
                    FbpCase{"INPORT=a(A).IN:X, INPORT=a.IN:X", "a(A); in X=a.IN"},
                    FbpCase{"INPORT=(A).IN:X", "_A_1(A); in X=_A_1.IN"},
                    FbpCase{"# @name My house \n#  @runtime  msgflo\n# @icon-2 a.b\n# @name x\n",
                            "name=\"x\"; environment={\"type\":\"msgflo\"}; icon-2=\"a.b\""},
                    FbpCase{"# @name without a line end", ""}, FbpCase{" # @name x\n# @name a,b\n#@name x\n", ""}));

const std::string fbp_form = "needs the form `INPORT=process.PORT:NAME`";
const std::string fbp_no_port = "`; a name begins with a letter or `_` and holds letters, digits, `_` and `.`";
const std::string fbp_two_words = "`; a process and its port are two words: write `";
const std::string fbp_no_name = "`; a name begins with a letter or `_` and holds letters, digits, `_` and `-`";
const std::string fbp_nothing = ": has a `";
const std::string fbp_nowhere =
    "` where none can stand; a text stands between `'` and `'`, and a name holds letters from a to z, digits, `_` and "
    "`-`";
const std::string fbp_no_json = ": has data that is no JSON; a text of your own stands between `'` and `'`";

INSTANTIATE_TEST_SUITE_P(
    Faults, FbpTexts,
    testing::Values(
        FbpCase{"a OUT IN b", "b: needs `->`, a comma or a new line here"},
        FbpCase{"a OUT", "OUT: needs `->` after `OUT`"},
        FbpCase{"a(A) OUT\n", "OUT: needs `->` after the outport `OUT`"}, FbpCase{"a", "a: needs `->` after `a`"},
        FbpCase{"a -> I b(B) c OUT -> d", "O: needs `->`, a comma or a new line here"},
        FbpCase{"a ->", ">: needs a process after `->`"}, FbpCase{"a -> # b\n", " : needs a process after `->`"},
        FbpCase{"a -> -> b", "-" + fbp_nothing + "-" + fbp_nowhere},
        FbpCase{"a -> b -> c",
                "b: needs an inport, a process and an outport in the middle of a chain, such as `IN display OUT`"},
        FbpCase{"a -> 'x' -> b", "'x': has data after `->`, where a process is needed"},
        FbpCase{"'x'", "'x': needs `->` and a process after the data"},
        FbpCase{"'foo' --> Display(Output)", "'foo': needs `->` and a process after the data"},
        FbpCase{"'x -> IN a", "': has a `'` without its closing `'`; within a text write `\\'` for it"},
        FbpCase{"'x\\' -> IN a", "': has a `'` without its closing `'`; within a text write `\\'` for it"},
        FbpCase{"{\"a\":1 -> IN a", "{: has JSON without its end; a text of your own stands between `'` and `'`"},
        FbpCase{"{a:1} -> IN a", "{a:1}" + fbp_no_json}, FbpCase{"012 -> IN a", "012" + fbp_no_json},
        FbpCase{"\"\\", "\": has JSON without its end; a text of your own stands between `'` and `'`"},
        FbpCase{"[1e999] -> a", "[1e999]: has a number beyond the largest one"},
        FbpCase{"a->b", "a: needs a blank between `a` and `->`"}, FbpCase{"a(A)b -> c", "b: needs a blank after `)`"},
        FbpCase{"a. -> c", "a.: has a process named `a." + fbp_no_name},
        FbpCase{"a.b -> c", "a.b: has a process named `a.b" + fbp_two_words + "a b`"},
        FbpCase{"a.b -> I c", "a.b: has a process named `a.b" + fbp_two_words + "a b`"},
        FbpCase{"coffee-plug.POWER_STATE -> sofa-lamp.POWER",
                "coffee-plug.POWER_STATE: has a process named `coffee-plug.POWER_STATE" + fbp_two_words +
                    "coffee-plug POWER_STATE -> POWER sofa-lamp`"},
        FbpCase{"a -> c.IN[2] # x", "c.IN[2]: has a process named `c.IN" + fbp_two_words + "IN[2] c`"},
        FbpCase{"'x' -> c.IN.X", "c.IN.X: has a process named `c.IN.X" + fbp_two_words + "IN.X c`"},
        FbpCase{"a O-1 -> c", "O-1: has a port named `O-1" + fbp_no_port},
        FbpCase{"I(X) c(C) -> d", "I(X): has a component where the name of a port is needed"},
        FbpCase{"a[0] -> b", "a[0]: has an index behind the name of a process; only a port has one"},
        FbpCase{"a O[] -> b", "[: needs digits and a `]` after `[`, such as `IN[0]`"},
        FbpCase{"a O[4294967296] -> b", "[4294967296]: has an index beyond the largest one, 4294967295"},
        FbpCase{"a(A", "(: has a `(` without its `)`"},
        FbpCase{"a(my.A)", ".: has a component of other characters than letters, digits, `/`, `_` and `-`"},
        FbpCase{"a(A:x=-1)", "-: has metadata of other characters than letters, digits, `/`, `_`, `=` and `,`"},
        FbpCase{"a(A:)", ":: has nothing behind `:`, where `key=value` is expected"},
        FbpCase{"() -> a", "(): has a process with neither a name nor a component"},
        FbpCase{"a(A)\na(B)",
                "a(B): gives 'a' the component 'B', but above it has 'A'; give one of the two another name"},
        FbpCase{"a(A);b(B)", ";: has a `;`; a comma or a new line ends a connection"},
        FbpCase{"a\t-> b", "\t: has a tab, where only blanks can stand"},
        FbpCase{"a(A),,b(B)", ",: has a comma with nothing before it"},
        FbpCase{"küche -> b", "ü" + fbp_nothing + "ü" + fbp_nowhere}, FbpCase{"a(A b", "(: has a `(` without its `)`"},
        FbpCase{"EXPORT=a.B:C", "EXPORT=: has the old `EXPORT=`; write `INPORT=process.PORT:NAME` or `OUTPORT=…`"},
        FbpCase{"a 'x' -> b", "a: needs `->` after `a`"},
        FbpCase{"a -> b 'x' -> c", "': has a text behind a process; a comma or a new line ends a connection"},
        FbpCase{"INPORT=a", ": " + fbp_form}, FbpCase{"INPORT=a.IN,", ",: " + fbp_form},
        FbpCase{"OUTPORT=a.O[0]:X", "[: needs the form `OUTPORT=process.PORT:NAME`"},
        FbpCase{"a(A)\nINPORT=b.IN:X",
                "INPORT=b.IN:X: exports a port of 'b', which is no process of this graph; name it "
                "in a connection, or write b(COMPONENT)"},
        FbpCase{"INPORT=a(A).I:X\nINPORT=a.J:X",
                "INPORT=a.J:X: exports 'X', but above that is a.I; give one of the two "
                "another name"},
        FbpCase{"DEFAULT_OUTPORT=", ": needs the name of a port behind `=`"},
        FbpCase{"DEFAULT_INPORT=1", "1: needs the name of a port behind `=`"},
        FbpCase{"'\xFF' -> a", "\xFF: has bytes that are no text in UTF-8"}));

INSTANTIATE_TEST_SUITE_P(
    SeveralFaults, FbpTexts,
    testing::Values(
        FbpCase{"a\nb -> c\r\nd", "a: needs `->` after `a`\nd: needs `->` after `d`"},
        FbpCase{"a, b, c\nd", "a: needs `->` after `a`\nd: needs `->` after `d`"},
        FbpCase{"'x\ny'\nd", "'x\ny': needs `->` and a process after the data\nd: needs `->` after `d`"},
        FbpCase{"'x -> IN a\nd\n{\"e",
                "': has a `'` without its closing `'`; within a text write `\\'` for it\nd: needs `->` after `d`\n"
                "{: has JSON without its end; a text of your own stands between `'` and `'`"},
        FbpCase{"a ->\nb ->", ">: needs a process after `->`\n>: needs a process after `->`"},
        FbpCase{"INPORT=b.I:X\na(A)\nOUTPORT=c.O:X",
                "INPORT=b.I:X: exports a port of 'b', which is no process of this graph; name it in a connection, or "
                "write b(COMPONENT)\nOUTPORT=c.O:X: exports a port of 'c', which is no process of this graph; name it "
                "in a connection, or write c(COMPONENT)"},
        FbpCase{"INPORT=b.I:X\nb ->", ">: needs a process after `->`"}));

TEST(FbpFaults, AreToldUpToAHundred) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "a\n";
  const auto graph = read_fbp(text);
  ASSERT_FALSE(graph);
  EXPECT_EQ(graph.error().size(), most_fbp_problems);
  EXPECT_EQ(graph.error().back().offset, 198U);
}

TEST(FbpPlaces, ReachFromTheFirstToTheLastWordOfAnElement) {
  const std::string text = "# c\nIN a(A) OUT -> IN b(B) O -> I[1] c\n'21' -> X a # c\nINPORT=a.X:W\nc(C)";
  const auto graph = read_fbp(text);
  ASSERT_TRUE(graph) << graph.error().front().message;
  EXPECT_EQ(fbp_range(graph->connections[0].at, text), "a(A) OUT -> IN b(B)");
  EXPECT_EQ(fbp_range(graph->connections[1].at, text), "b(B) O -> I[1] c");
  EXPECT_EQ(fbp_range(graph->packets[0].at, text), "'21' -> X a");
  EXPECT_EQ(fbp_range(graph->inports[0].at, text), "INPORT=a.X:W");
  EXPECT_EQ(fbp_range(graph->processes[0].at, text), "a(A)");
  EXPECT_EQ(fbp_range(graph->processes[2].at, text), "c(C)");
}

TEST(FbpLimits, NestingAndLength) {
  EXPECT_EQ(fbp_shown(std::string(64, '[') + std::string(64, ']') + " -> a").substr(0, 4), "a();");
  const auto deep = read_fbp(std::string(65, '[') + std::string(65, ']') + " -> a");
  ASSERT_FALSE(deep);
  EXPECT_EQ(deep.error().front().message, "nests JSON deeper than 64 levels");
  std::string large(largest_fbp_text, '\n');
  EXPECT_TRUE(read_fbp(large));
  large += '\n';
  ASSERT_FALSE(read_fbp(large));
  EXPECT_EQ(read_fbp(large).error().front().message,
            "begins a text of more than 16 MiB; split the graph into several files");
}

TEST(FbpLimits, LongChainsAndOpenBracketsNeedNoStack) {
  std::string chain = "a(A)";
  for (int i = 0; i < 200'000; ++i) chain += " -> a(A)";
  const auto graph = read_fbp(chain);
  ASSERT_TRUE(graph);
  EXPECT_EQ(graph->connections.size(), 200'000U);
  EXPECT_FALSE(read_fbp(std::string(1'000'000, '[')));
  EXPECT_FALSE(read_fbp(std::string(1'000'000, '(')));
}

}  // namespace
}  // namespace mfp::core
