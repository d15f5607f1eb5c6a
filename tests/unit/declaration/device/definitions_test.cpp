#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "core/conversion/conversion.hpp"
#include "declaration/set/loader.hpp"
#include "support/declarations.hpp"
#include "support/memory_files.hpp"

// What definitions declare beside ports: conversions, parameters, what they inherit, examples, echo and requests.

namespace mfp::declaration {
namespace {

using test::MemoryFiles;
using test::paths;
using test::problems;

Sources definitions(std::vector<std::string> names) {
  Sources sources;
  sources.definitions = std::move(names);
  sources.examples = Examples::kept;
  return sources;
}

/// What comes of a payload: the result, or the outcome in angle brackets.
std::string converted(const std::shared_ptr<const core::Conversion>& conversion, const std::string& payload) {
  if (conversion == nullptr) return "<untouched>";
  core::PayloadReader reader;
  reader.open(payload);
  std::string out;
  const core::Outcome outcome = conversion->convert(reader, out).outcome;
  if (outcome == core::Outcome::skipped) return "<skipped>";
  return outcome == core::Outcome::failed ? "<failed>" : out;
}

/// One outport with these keys beside its topic, and what comes of a payload there.
std::string through(const std::string& keys, const std::string& payload) {
  MemoryFiles files;
  files.add("a.yaml", "participants:\n  r: {component: x, outports: {o: {topic: t, " + keys + "}}}\n");
  const Declaration declaration = load(paths({"a.yaml"}), files);
  EXPECT_EQ(problems(declaration), "") << keys;
  return declaration.configuration->participants.empty()
             ? ""
             : converted(declaration.configuration->participants[0].outports[0].conversion, payload);
}

TEST(Steps, AreReadAsTheyAreWritten) {
  EXPECT_EQ(through("type: number", "21.5"), "<untouched>");
  EXPECT_EQ(through("path: a.b", R"({"a":{"b":1}})"), "1");
  EXPECT_EQ(through("path: 0", "[7]"), "7");
  EXPECT_EQ(through("match: 'T=([0-9.]+)'", "T=21.5"), "\"21.5\"");
  EXPECT_EQ(through("where: {id: 7, model: X}, path: t", R"({"id":7.0,"model":"X","t":1})"), "1");
  EXPECT_EQ(through("where: {ok: true}, path: t", R"({"ok":false,"t":1})"), "<skipped>");
  EXPECT_EQ(through("ignore: [-127, n/a]", "n/a"), "<skipped>");
  EXPECT_EQ(through("ignore: -127", "-127"), "<skipped>");
  EXPECT_EQ(through("scale: 1e-1, offset: -2, round: 2", "213"), "19.3");
  EXPECT_EQ(through("encode: text", "\"ON\""), "ON");
}

TEST(Steps, MapByTheSpellingOfTheirKeysToValuesOfAnyType) {
  const std::string map = "map: {ON: true, off: 'false', 1: 007, true: [1, {a: ~}]}, default: {x: '{value}'}";
  EXPECT_EQ(through(map, "ON"), "true");
  EXPECT_EQ(through(map, "off"), "\"false\"");
  EXPECT_EQ(through(map, "1"), "7");
  EXPECT_EQ(through(map, "true"), R"([1,{"a":null}])");
  EXPECT_EQ(through(map, "other"), R"({"x":"{value}"})");
}

TEST(Steps, KeepTheBracesOfFormats) {
  EXPECT_EQ(through(R"(format: '{{"t": {value}}} {role}')", "1"), R"({"t": 1} r)");
  EXPECT_EQ(through("format: '{value.b-1} {json}'", R"({"b-1": "x"})"), R"(x {"b-1": "x"})");
  EXPECT_EQ(through("format: ''", "1"), "");
}

TEST(Steps, TakeAMapOfTenThousandEntries) {
  std::string map = "map: {";
  for (int i = 0; i < 10'000; ++i) map += "k" + std::to_string(i) + ": " + std::to_string(i) + ", ";
  EXPECT_EQ(through(map + "}", "k9999"), "9999");
}

const std::string plug_with_parameters =
    "component: x/Plug\n"
    "params: {device: {description: Its topic}, unit: {default: W}, from: '{role}'}\n"
    "outports:\n"
    "  watts: {topic: 'tele/{device}/SENSOR', path: ENERGY.Power, round: 1}\n"
    "  shown: {topic: 'tele/{device}/TEXT', where: {id: '{from}'}, path: '{device}', format: '{value} {unit}'}\n";

TEST(Parameters, ArePutIntoTopicsAndSteps) {
  MemoryFiles files;
  files.add("a.yaml", "participants:\n  one: {use: ./plug.yaml, with: {device: d1, unit: '{{value}}'}}\n");
  files.add("plug.yaml", plug_with_parameters);
  const Declaration declaration = load(paths({"a.yaml"}), files);
  ASSERT_EQ(problems(declaration), "");
  const core::Participant& one = declaration.configuration->participants.at(0);
  EXPECT_EQ(one.outports.at(0).topic.value().text(), "tele/d1/SENSOR");
  EXPECT_EQ(converted(one.outports[0].conversion, R"({"ENERGY":{"Power":12.34}})"), "12.3");
  EXPECT_EQ(converted(one.outports.at(1).conversion, R"({"id":"one","d1":7})"), "7 {value}");
  EXPECT_EQ(converted(one.outports[1].conversion, R"({"id":"two","d1":7})"), "<skipped>");
}

TEST(Parameters, TakeAnythingThatATopicCanHold) {
  for (const std::string value : {"a/b", "a b", "ä", "1.50", "#ROLE", "+", "\\0"}) {
    MemoryFiles files;
    files.add("a.yaml", "participants:\n  one: {use: ./plug.yaml, with: {device: \"" + value + "\"}}\n");
    files.add("plug.yaml", "component: x\nparams: {device: }\noutports: {o: {topic: 't/{device}'}}\n");
    const Declaration declaration = load(paths({"a.yaml"}), files);
    if (value == "#ROLE" || value == "+" || value == "\\0") {
      EXPECT_EQ(problems(declaration),
                "a.yaml:2:42: error: the parameter 'device' of participant 'one' cannot be '" +
                    (value == "\\0" ? " " : value) +
                    "': with it, 'topic' of outport 'o' (plug.yaml:3) would hold `+`, `#` or U+0000\n");
    } else {
      ASSERT_EQ(problems(declaration), "") << value;
      EXPECT_EQ(declaration.configuration->participants.at(0).outports.at(0).topic.value().text(), "t/" + value);
    }
  }
}

TEST(Parameters, TakeTheRoleAndDoubledBraces) {
  const std::vector<std::pair<std::string, std::string>> values{
      {"{role}", "one"}, {"a_{role}/b", "a_one/b"}, {"{{", "{"}, {"}}", "}"}, {"{{unit}}", "{unit}"}};
  for (const auto& [value, meant] : values) {
    MemoryFiles files;
    files.add("a.yaml", "participants:\n  one: {use: ./plug.yaml, with: {device: \"" + value + "\"}}\n");
    files.add("plug.yaml", "component: x\nparams: {device: }\noutports: {o: {topic: 't/{device}'}}\n");
    const Declaration declaration = load(paths({"a.yaml"}), files);
    ASSERT_EQ(problems(declaration), "") << value;
    EXPECT_EQ(declaration.configuration->participants.at(0).outports.at(0).topic.value().text(), "t/" + meant);
  }
}

TEST(Parameters, OfTheRoleAreCheckedForTopicsToo) {
  MemoryFiles files;
  files.add("a.yaml", "participants:\n  a+b: {component: x, outports: {o: {queue: q, topic: 't/{role}'}}}\n");
  EXPECT_EQ(
      problems(load(paths({"a.yaml"}), files)),
      "a.yaml:2:3: error: the role 'a+b' does not fit: with it, 'topic' of outport 'o' (a.yaml:2) would hold `+`, "
      "`#` or U+0000\n");
}

TEST(Parameters, AreRefusedOnceWhereTheyAreGiven) {
  MemoryFiles files;
  files.add("plug.yaml",
            "component: x\nparams: {device: '{role}/x', fixed: 'a/#'}\ninports: {i: {topic: '{device}/i'}}\n"
            "outports: {o: {topic: '{device}/o'}, p: {topic: '{device}/p'}, q: {topic: '{fixed}'}}\n");
  files.add("a.yaml", "participants:\n  a+: {use: ./plug.yaml}\n  b+: {use: ./plug.yaml}\n");
  EXPECT_EQ(
      problems(load(paths({"a.yaml"}), files)),
      "a.yaml:2:13: error: the parameter 'device' of participant 'a+' cannot be 'a+/x': with it, 'topic' of inport "
      "'i' (plug.yaml:3) would hold `+`, `#` or U+0000\n"
      "a.yaml:3:13: error: the parameter 'device' of participant 'b+' cannot be 'b+/x': with it, 'topic' of inport "
      "'i' (plug.yaml:3) would hold `+`, `#` or U+0000\n"
      "plug.yaml:2:37: error: the parameter 'fixed' cannot be 'a/#': with it, 'topic' of outport 'q' (plug.yaml:4) "
      "would hold `+`, `#` or U+0000\n");
}

TEST(Parameters, AndRolesOfTheCommandLineAreRefusedOnce) {
  MemoryFiles files;
  files.add("plug.yaml", "component: x\noutports: {o: {topic: a/o}, p: {topic: a/p}, 'q#': {}}\n");
  Sources sources;
  sources.roles = {{"$SYS", "plug.yaml"}, {"b", "plug.yaml"}};
  EXPECT_EQ(problems(load(sources, files)),
            "plug.yaml: error: the role '$SYS' does not fit: with it, the default queue '$SYS.O' of outport 'o' "
            "(plug.yaml:2) begins with `$`; such topics belong to the broker; choose another role, or name each queue "
            "with 'queue'\n"
            "plug.yaml:2:46: error: the default queue '$SYS.Q#' of outport 'q#' has a wildcard (`+` or `#`), which "
            "would kill MsgFlo's coordinator; a queue is one exact topic; name another one with 'queue'\n"
            "plug.yaml:2:46: error: the default queue 'b.Q#' of outport 'q#' has a wildcard (`+` or `#`), which would "
            "kill MsgFlo's coordinator; a queue is one exact topic; name another one with 'queue'\n");
}

TEST(Parameters, NeedDefaultsWhereOnlyARoleIsGiven) {
  MemoryFiles files;
  files.add("plug.yaml", plug_with_parameters);
  Sources sources;
  sources.roles = {{"one", "plug.yaml"}};
  EXPECT_EQ(problems(load(sources, files)),
            "plug.yaml:2:10: error: the parameter 'device' (Its topic) has no default, which it needs where no 'with' "
            "gives it a value; write `device: {default: …}`, or name the definition with 'use' and 'with'\n");
}

TEST(Conversions, AreSharedByThoseWhoUseADefinitionAlike) {
  MemoryFiles files;
  files.add("a.yaml",
            "participants:\n  one: {use: ./plug.yaml, with: {device: d1}}\n"
            "  two: {use: ./plug.yaml, with: {device: d2}}\n");
  files.add("plug.yaml", plug_with_parameters);
  const Declaration declaration = load(paths({"a.yaml"}), files);
  ASSERT_EQ(problems(declaration), "");
  const auto& one = declaration.configuration->participants.at(0).outports;
  const auto& two = declaration.configuration->participants.at(1).outports;
  EXPECT_EQ(one.at(0).conversion, two.at(0).conversion);
  EXPECT_NE(one.at(1).conversion, two.at(1).conversion);
}

TEST(Conversions, AreNotSharedWhenTheyNameTheRoleOrAnAliasIsOfBothDirections) {
  MemoryFiles files;
  files.add("a.yaml", "participants:\n  one: {use: ./x.yaml}\n  two: {use: ./x.yaml}\n");
  files.add("x.yaml",
            "component: x\ninports: {p: &p {topic: t, path: a}}\noutports: {q: *p, r: {topic: t, format: '{role}'}}\n");
  const Declaration declaration = load(paths({"a.yaml"}), files);
  ASSERT_EQ(problems(declaration), "");
  const core::Participant& one = declaration.configuration->participants.at(0);
  EXPECT_EQ(converted(one.inports.at(0).conversion, R"({"a":"x"})"), "x");
  EXPECT_EQ(converted(one.outports.at(0).conversion, R"({"a":"x"})"), "\"x\"");
  EXPECT_EQ(converted(one.outports.at(1).conversion, "1"), "one");
  EXPECT_EQ(converted(declaration.configuration->participants.at(1).outports.at(1).conversion, "1"), "two");
}

TEST(Extends, MayGoDeepAndNamesTheFileThatIsUsed) {
  MemoryFiles files;
  files.add("d0.yaml", "component: x/Base\noutports: {o: {topic: t}}\n");
  for (int i = 1; i <= 200; ++i) {
    files.add("d" + std::to_string(i) + ".yaml", "extends: ./d" + std::to_string(i - 1) + ".yaml\n");
  }
  files.add("a.yaml", "participants:\n  one: {use: ./d200.yaml}\n  two: {component: x}\n");
  const Declaration declaration = load(paths({"a.yaml"}), files);
  ASSERT_EQ(problems(declaration), "");
  const core::Participant& one = declaration.configuration->participants.at(0);
  EXPECT_EQ(one.component, "x/Base");
  EXPECT_EQ(one.outports.size(), 1U);
  EXPECT_EQ(declaration.configuration->sources.at(one.definition), "d200.yaml");
  EXPECT_EQ(declaration.configuration->sources.at(declaration.configuration->participants.at(1).definition), "a.yaml");
}

TEST(Extends, LooksInTheLibraryWhereTheDefinitionItselfWasFound) {
  MemoryFiles files;
  files.add("house/a.yaml", "participants:\n  one: {use: tasmota/plug}\n");
  files.add("/usr/lib/tasmota/plug.yaml", "extends: tasmota/generic\n");
  files.add("/usr/lib/tasmota/generic.yaml", "component: x/Generic\n");
  Sources sources = paths({"house/a.yaml"});
  sources.library = {"/etc/lib", "/usr/lib"};
  EXPECT_EQ(load(sources, files).configuration->participants.at(0).component, "x/Generic");
}

TEST(Extends, FindsTheSameWhoeverUsesTheDefinitionFirst) {
  MemoryFiles files;
  files.add("participants/m/a.yaml", "extends: ./b.yaml\n");
  files.add("participants/m/b.yaml", "extends: m/c\n");
  files.add("participants/m/c.yaml", "component: m/C\n");
  files.add("participants/m/d.yaml", "extends: m/c\n");
  files.add("house.yaml", "participants:\n  x: {use: m/a}\n  y: {use: m/d}\n");
  files.add("mirrored.yaml", "participants:\n  y: {use: m/d}\n  x: {use: m/a}\n");
  files.add("by_path.yaml", "participants:\n  x: {use: ./participants/m/b.yaml}\n  y: {use: m/d}\n");
  for (const std::string name : {"house.yaml", "mirrored.yaml", "by_path.yaml"}) {
    const Declaration declaration = load(paths({name}), files);
    EXPECT_EQ(problems(declaration), "");
    EXPECT_EQ(declaration.configuration->participants.size(), 2U) << name;
  }
}

TEST(Extends, LooksBesideADefinitionThatIsNamedByItsPath) {
  MemoryFiles files;
  files.add("participants/B.yaml", "extends: v\n");
  files.add("participants/v.yaml", "component: x/V\n");
  files.add("own/B.yaml", "extends: v\n");
  files.add("own/v.yaml", "component: x/V\n");
  Sources sources;
  sources.roles = {{"a", "participants/B.yaml"}, {"b", "own/B.yaml"}};
  const Declaration declaration = load(sources, files);
  EXPECT_EQ(problems(declaration), "");
  ASSERT_EQ(declaration.configuration->participants.size(), 2U);
  EXPECT_EQ(declaration.configuration->participants[1].component, "x/V");
  // What a device uses is no neighbour.
  files.add("own/house.yaml", "participants:\n  a: {use: v}\n");
  EXPECT_EQ(problems(load(paths({"own/house.yaml"}), files)),
            "own/house.yaml:2:12: error: there is no definition 'v'; looked in own/participants\n");
}

TEST(Extends, MakesEachParticipantFaultyWhoseBaseIs) {
  MemoryFiles files;
  files.add("a.yaml", "participants:\n  one: {use: ./x.yaml}\n  two: {use: ./x.yaml}\n  ok: {component: x/Y}\n");
  files.add("x.yaml", "extends: ./base.yaml\n");
  files.add("base.yaml", "component: x\noutports: {o: {topic: '#/x'}}\nparams: {9: 1}\n");
  const Declaration declaration = load(paths({"a.yaml"}), files);
  EXPECT_EQ(declaration.diagnostics.size(), 2U) << problems(declaration);
  ASSERT_EQ(declaration.configuration->participants.size(), 1U);
  EXPECT_EQ(declaration.configuration->participants[0].role, "ok");
}

TEST(Extends, KeepsTheExamplesEchoAndRequestsThatStillHold) {
  MemoryFiles files;
  files.add("base.yaml",
            "component: x\nparams: {kind: a}\n"
            "inports: {set: {topic: t/set}}\noutports: {o: {topic: t/o}, p: {topic: 't/{kind}'}, q: {topic: t/q}}\n"
            "echo: {set: q}\nrequests: [{topic: t/get, at: start}]\n"
            "examples:\n  - {port: o, payload: 1, gives: 1}\n  - {port: p, payload: 2, gives: 2, with: {kind: b}}\n"
            "  - {port: p, payload: 3, gives: 3}\n  - {port: q, payload: 4, gives: 4}\n");
  files.add("x.yaml",
            "extends: ./base.yaml\nparams: {kind: {default: c, pattern: c}}\noutports: {o: {topic: t/o2}, q: null}\n"
            "examples: [{port: o, payload: 5, gives: 5}]\n");
  const Declaration declaration = load(definitions({"x.yaml"}), files);
  ASSERT_EQ(problems(declaration), "");
  std::vector<std::string> payloads;
  for (const core::Example& example : test::examples_of(declaration))
    payloads.push_back(example.payload + ' ' + example.topic);
  EXPECT_EQ(payloads, (std::vector<std::string>{"3 t/c", "5 t/o2"}));
  EXPECT_TRUE(test::echoes_of(declaration).empty());
  EXPECT_EQ(test::requests_of(declaration).size(), 1U);
}

TEST(LoaderExamples, AreCheckedAlwaysAndKeptWhenAskedFor) {
  MemoryFiles files;
  files.add("a.yaml", "participants:\n  one: {use: ./x.yaml}\n  two: {use: ./x.yaml}\n");
  files.add("x.yaml", "component: x\noutports: {o: {topic: t}}\nexamples: [{port: o, payload: 1, gives: 1}]\n");
  Sources sources = paths({"a.yaml"});
  EXPECT_TRUE(test::examples_of(load(sources, files)).empty());
  sources.examples = Examples::kept;
  const Declaration declaration = load(sources, files);
  ASSERT_EQ(test::examples_of(declaration).size(), 2U);
  EXPECT_EQ(declaration.configuration->participants[1].examples().size(), 1U);
  EXPECT_EQ(declaration.configuration->sources.at(test::examples_of(declaration)[1].file), "x.yaml");
  EXPECT_EQ(test::examples_of(declaration)[1].mark, (core::Mark{3, 12}));
  files.add("x.yaml", "component: x\noutports: {o: {topic: t}}\nexamples: [{port: p, payload: 1, gives: 1}]\n");
  EXPECT_EQ(problems(load(paths({"a.yaml"}), files)),
            "x.yaml:3:19: error: the example is for a port 'p', which there is not; known are o\n");
}

TEST(LoaderExamples, MayHaveParametersOfTheirOwn) {
  MemoryFiles files;
  files.add("plug.yaml", plug_with_parameters +
                             "examples:\n"
                             "  - {port: shown, payload: '{\"id\":\"a\",\"x\":1}', gives: 1 V,\n"
                             "     with: {device: x, unit: V, from: a}}\n"
                             "  - {port: shown, payload: '{\"id\":\"plug\",\"device\":1}', gives: 1 W}\n");
  const Declaration declaration = load(definitions({"plug.yaml"}), files);
  ASSERT_EQ(problems(declaration), "");
  ASSERT_EQ(test::examples_of(declaration).size(), 2U);
  for (const core::Example& example : test::examples_of(declaration)) {
    EXPECT_EQ(converted(example.conversion, example.payload), example.gives.bytes);
  }
  EXPECT_EQ(test::examples_of(declaration)[0].topic, "tele/x/TEXT");
  EXPECT_EQ(test::examples_of(declaration)[1].topic, "tele/device/TEXT");
}

TEST(LoaderExamples, HaveATopicThatTheirPortTakes) {
  MemoryFiles files;
  files.add("x.yaml",
            "component: x\nparams: {device: d}\noutports: {o: {topic: '{device}/+'}}\nexamples:\n"
            "  - {port: o, topic: '{device}/1', payload: 1, gives: 1}\n"
            "  - {port: o, topic: '{devise}/1', payload: 1, gives: 1}\n"
            "  - {port: o, topic: e/1, payload: 1, gives: 1}\n  - {port: o, topic: d/+, payload: 1, gives: 1}\n");
  EXPECT_EQ(problems(load(definitions({"x.yaml"}), files)),
            "x.yaml:6:23: error: 'topic' of the example has a place {devise} that nothing fills; did you mean "
            "{device}?\n"
            "x.yaml:7:22: error: 'topic' of the example is 'e/1', which the port's topic 'd/+' does not take\n"
            "x.yaml:8:22: error: 'topic' of the example has a wildcard (`+` or `#`), but one exact topic is needed "
            "here\n");
}

TEST(LoaderExamples, TakeBytesAndTheWordsThemselves) {
  MemoryFiles files;
  files.add("x.yaml",
            "component: x\noutports: {o: {topic: t}}\nexamples:\n"
            "  - {port: o, payload: !!binary '/wA=', gives: !!binary '/wA='}\n"
            "  - {port: o, payload: null , gives: nothing}\n"
            "  - {port: o, payload: '', gives: {text: nothing}}\n  - {port: o, payload: true, gives: error}\n");
  const Declaration declaration = load(definitions({"x.yaml"}), files);
  EXPECT_EQ(problems(declaration),
            "x.yaml:5:15: error: 'payload' of the example must be a text; write '' for an empty one, 'null' for "
            "JSON's null\n");
  files.add("x.yaml",
            "component: x\noutports: {o: {topic: t}}\nexamples:\n"
            "  - {port: o, payload: !!binary '/wA=', gives: !!binary '/wA='}\n"
            "  - {port: o, payload: '', gives: {text: nothing}}\n  - {port: o, payload: true, gives: error}\n");
  const auto examples = test::examples_of(load(definitions({"x.yaml"}), files));
  ASSERT_EQ(examples.size(), 3U);
  EXPECT_EQ(examples[0].payload, std::string("\xFF\0", 2));
  EXPECT_EQ(examples[0].gives.bytes, std::string("\xFF\0", 2));
  EXPECT_EQ(examples[1].gives.kind, core::Expectation::Kind::bytes);
  EXPECT_EQ(examples[1].gives.bytes, "nothing");
  EXPECT_EQ(examples[2].payload, "true");
  EXPECT_EQ(examples[2].gives.kind, core::Expectation::Kind::error);
}

TEST(LoaderExamples, TakeBytesThatSpellAWordAsBytes) {
  MemoryFiles files;
  files.add("x.yaml",
            "component: x\noutports: {o: {topic: t}}\n"
            "examples: [{port: o, payload: a, gives: !!binary bm90aGluZw==}]\n");
  const auto examples = test::examples_of(load(definitions({"x.yaml"}), files));
  ASSERT_EQ(examples.size(), 1U);
  EXPECT_EQ(examples[0].gives.kind, core::Expectation::Kind::bytes);
  EXPECT_EQ(examples[0].gives.bytes, "nothing");
}

TEST(LoaderDefinitions, InAFolderAreThoseOfItsMakersToo) {
  MemoryFiles files;
  files.add("lib/plain.yaml", "component: a\n");
  files.add("lib/maker/plug.yaml", "component: b\n");
  files.add("lib/maker/.plug.yaml", "no definition\n");
  files.add("lib/maker/old/plug.yaml", "no definition\n");
  files.add("lib/.git/x.yaml", "no definition\n");
  const Declaration declaration = load(definitions({"lib"}), files);
  EXPECT_EQ(problems(declaration), "");
  EXPECT_EQ(declaration.configuration->participants.size(), 2U);
}

TEST(LoaderDefinitions, AreSuggestedByMakerAndByWord) {
  MemoryFiles files;
  for (const char* name : {"shelly/1", "shelly/plug-s", "tasmota/plug"})
    files.add("lib/" + std::string(name) + ".yaml", "component: x/Y\n");
  files.add("house.yaml",
            "participants:\n  a: {use: plug}\n  b: {use: sonoff/plug}\n  c: {use: shelly/plus1pm}\n  d: {use: s31}\n");
  Sources sources;
  sources.paths = {"house.yaml"};
  sources.library = {"lib"};
  std::vector<std::string> ends;
  for (const core::Diagnostic& problem : load(sources, files).diagnostics)
    ends.push_back(problem.message.substr(problem.message.find("lib; ") + 5));
  const std::string search = "`msgflo-foreign-participant library WORD` looks for makers and models";
  EXPECT_EQ(ends, (std::vector<std::string>{"known are shelly/plug-s and tasmota/plug",
                                            "known are shelly/plug-s and tasmota/plug",
                                            "known are shelly/1 and shelly/plug-s; " + search, search}));
}

TEST(LoaderDefinitions, AreLookedAtByThemselves) {
  MemoryFiles files;
  files.add("/lib/a/plug.yaml", "component: a\nparams: {device: }\noutports: {o: {topic: '{device}/o'}}\n");
  files.add("/lib/b/plug.yaml", "component: b\ninports: {o: {topic: device/o}}\n");
  files.add("house.yaml", "participants:\n  plug: {component: c}\n");
  Sources sources = definitions({"a/plug", "/lib/b/plug.yaml", "house.yaml", "/lib/b/plug.yaml", "no/such"});
  sources.library = {"/lib"};
  const Declaration declaration = load(sources, files);
  EXPECT_EQ(problems(declaration),
            "no/such: error: there is no definition 'no/such'; looked in participants, /lib; "
            "`msgflo-foreign-participant library WORD` looks for makers and models\n");
  EXPECT_EQ(declaration.missing, std::vector<std::string>{"no/such"});
  ASSERT_EQ(declaration.configuration->participants.size(), 3U);
  for (const core::Participant& participant : declaration.configuration->participants)
    EXPECT_EQ(participant.role, "plug");
  EXPECT_EQ(declaration.configuration->participants[1].outports.at(0).topic.value().text(), "device/o");
}

const std::string three =
    "participants:\n"
    "  one: {component: x, inports: {i: {topic: 1/i}}, outports: {o: {topic: 1/o}}, echo: {i: o},\n"
    "        requests: [{topic: 1/get, every: 1m}], examples: [{port: o, payload: 1, gives: 1}]}\n"
    "  two: {component: x, inports: {i: {topic: 2/i}}, outports: {o: {topic: 2/o}}, echo: {i: o}, colour: red,\n"
    "        requests: [{topic: 2/get, every: 1m}], examples: [{port: o, payload: 2, gives: 2}]}\n"
    "  three: {component: x, inports: {i: {topic: 3/i}}, outports: {o: {topic: 3/o}}, echo: {i: o},\n"
    "        requests: [{topic: 3/get, at: start}], examples: [{port: o, payload: 3, gives: 3}]}\n";

TEST(LoaderRequests, AndAllElseBelongToTheParticipantsThatAreLeft) {
  MemoryFiles files;
  files.add("a.yaml", three);
  Sources sources = paths({"a.yaml"});
  sources.examples = Examples::kept;
  Declaration declaration = load(sources, files);
  ASSERT_EQ(declaration.configuration->participants.size(), 2U);
  ASSERT_EQ(test::requests_of(declaration).size(), 2U);
  EXPECT_EQ(test::requests_of(declaration)[0].every, std::chrono::minutes(1));
  EXPECT_EQ(test::requests_of(declaration)[1].topic.text(), "3/get");
  EXPECT_EQ(test::requests_of(declaration)[1].every, std::nullopt);
  EXPECT_EQ(test::echoes_of(declaration).size(), 2U);
  EXPECT_EQ(test::examples_of(declaration).at(1).payload, "3");

  sources.only = "three";
  declaration = load(sources, files);
  ASSERT_EQ(declaration.configuration->participants.size(), 1U);
  EXPECT_EQ(declaration.configuration->participants[0].role, "three");
  ASSERT_EQ(test::requests_of(declaration).size(), 1U);
  EXPECT_EQ(test::requests_of(declaration)[0].topic.text(), "3/get");
  EXPECT_EQ(test::examples_of(declaration).at(0).payload, "3");
  EXPECT_EQ(test::echoes_of(declaration).size(), 1U);

  sources.only = "thre";
  declaration = load(sources, files);
  EXPECT_THAT(problems(declaration),
              testing::HasSubstr("--only thre: no participant has this role; did you mean 'three'?"));
  EXPECT_TRUE(declaration.configuration->participants.empty());
  EXPECT_TRUE(test::requests_of(declaration).empty());
}

TEST(LoaderRequests, OfAUserTakeThePlaceOfThoseOfTheDefinition) {
  MemoryFiles files;
  files.add("a.yaml",
            "participants:\n  one: {use: ./x.yaml, with: {device: d}}\n"
            "  two: {use: ./x.yaml, with: {device: e}, requests: [{topic: '{device}/own', at: start}], echo: {}}\n");
  files.add(
      "x.yaml",
      "component: x\nparams: {device: }\ninports: {i: {topic: '{device}/i'}}\noutports: {o: {topic: '{device}/o'}}\n"
      "echo: {i: o}\nrequests: [{topic: '{device}/get', payload: '{{}}', every: 1m}]\n");
  const Declaration declaration = load(paths({"a.yaml"}), files);
  ASSERT_EQ(problems(declaration), "");
  ASSERT_EQ(test::requests_of(declaration).size(), 2U);
  EXPECT_EQ(test::requests_of(declaration)[0].topic.text(), "d/get");
  EXPECT_EQ(test::requests_of(declaration)[0].payload, "{}");
  EXPECT_EQ(test::requests_of(declaration)[1].topic.text(), "e/own");
  ASSERT_EQ(test::echoes_of(declaration).size(), 1U);
  EXPECT_EQ(declaration.configuration->participants[0].echoes().size(), 1U);
}

TEST(Parameters, WithoutANameFillNoOpenBrace) {
  MemoryFiles files;
  files.add("plug.yaml", "component: a/B\nlabel: 'Plug {device'\nparams: {'': 1}\n");
  Sources sources;
  sources.roles = {{"plug", "plug.yaml"}};
  EXPECT_TRUE(core::has_errors(load(sources, files).diagnostics));
}

}  // namespace
}  // namespace mfp::declaration
