#include "core/conversion/conversion.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace mfp::core {
namespace {

using Declare = std::function<void(ConversionSteps&)>;

Literal text(std::string value) { return {ValueKind::text, std::move(value)}; }
Literal number(std::string value) { return {ValueKind::number, std::move(value)}; }
Literal boolean(std::string value) { return {ValueKind::boolean, std::move(value)}; }

std::shared_ptr<const Conversion> compiled(Direction direction, const char* type, const Declare& declare) {
  ConversionSteps steps;
  declare(steps);
  Conversion::Compiled compiled = Conversion::compile(steps, direction, type, "heater");
  for (const StepProblem& problem : compiled.problems) ADD_FAILURE() << problem.message;
  return compiled.conversion;
}

/// The result; `(nothing)` and `(error) …` for the other outcomes.
std::string converted(const Conversion& conversion, std::string_view payload) {
  PayloadReader reader;
  reader.open(payload);
  std::string out = "of an earlier message";
  switch (conversion.convert(reader, out)) {
    case Outcome::converted:
      return out;
    case Outcome::skipped:
      return "(nothing)";
    case Outcome::failed:
      break;
  }
  return "(error) " + out;
}

std::string outport(const char* type, const Declare& declare, std::string_view payload) {
  const auto conversion = compiled(Direction::out, type, declare);
  return conversion ? converted(*conversion, payload) : "not compiled";
}

std::string inport(const char* type, const Declare& declare, std::string_view payload) {
  const auto conversion = compiled(Direction::in, type, declare);
  return conversion ? converted(*conversion, payload) : "not compiled";
}

TEST(Conversion, TakesAPartByItsPath) {
  const Declare power = [](ConversionSteps& steps) { steps.path = "ENERGY.Power"; };
  EXPECT_EQ(outport("number", power, R"({"ENERGY":{"Power":12}})"), "12");
  EXPECT_EQ(outport("number", power, R"({"ENERGY":{"Power":"12.50"}})"), "12.50");
  EXPECT_EQ(outport("any", power, R"({"ENERGY":{"Power":"x\"y"}})"), R"("x\"y")");
  EXPECT_EQ(outport("any", power, R"({"ENERGY":{"Power":[1, 2]}})"), "[1, 2]");
  EXPECT_EQ(outport("any", power, R"({"ENERGY":{"Power":18446744073709551615}})"), "18446744073709551615");
  EXPECT_EQ(outport("any", power, R"({"ENERGY":{"Power":123456789012345678901234567890}})"),
            "123456789012345678901234567890");
  EXPECT_EQ(outport("any", power, R"({"ENERGY":{"Power":5.340}})"), "5.340");
  for (const char* payload : {R"({"ENERGY":{}})", R"({"ENERGY":{"Power":null}})", R"({"ENERGY":1})", "[]", "ON", "12",
                              "null", "", R"({"ENERGY":{"Power":12}} x)"})
    EXPECT_EQ(outport("any", power, payload), "(nothing)") << payload;
  EXPECT_EQ(outport("number", power, R"({"ENERGY":{"Power":"n/a"}})"),
            R"((error) path `ENERGY.Power`: number expected, got "n/a")");
  EXPECT_EQ(inport("any", power, R"({"ENERGY":{"Power":"ON"}})"), "ON");
}

TEST(Conversion, LetsOnlyTheRightDeviceThrough) {
  const Declare seven = [](ConversionSteps& steps) {
    steps.where = {{"id", number("7")}, {"model", text("Acurite")}};
    steps.path = "temp";
  };
  EXPECT_EQ(outport("number", seven, R"({"id":7,"model":"Acurite","temp":21.5})"), "21.5");
  EXPECT_EQ(outport("number", seven, R"({"id":7.0,"model":"Acurite","temp":21.5})"), "21.5");
  EXPECT_EQ(outport("number", seven, R"({"id":"7","model":"Acurite","temp":21.5})"), "21.5");
  EXPECT_EQ(outport("number", seven, R"({"id":8,"model":"Acurite","temp":21.5})"), "(nothing)");
  EXPECT_EQ(outport("number", seven, R"({"id":7,"temp":21.5})"), "(nothing)");
  EXPECT_EQ(outport("number", seven, "21.5"), "(nothing)");
}

TEST(Conversion, MatchesText) {
  const auto with = [](const char* expression) {
    return [expression](ConversionSteps& steps) { steps.match = expression; };
  };
  EXPECT_EQ(outport("number", with("T=([0-9.]+)"), "xT=21.5;"), "21.5");
  EXPECT_EQ(outport("any", with("T=([0-9.]+)"), "T=21.5"), "\"21.5\"");
  EXPECT_EQ(outport("any", with("[0-9]+"), "a12b"), "\"12\"");
  EXPECT_EQ(outport("any", with("T=([0-9.]+)"), "H=1"), "(nothing)");
  EXPECT_EQ(outport("any", with("(a)|b"), "b"), "(nothing)");
  EXPECT_EQ(outport("object", with("(?P<r>\\d+),(?P<g>\\d+)"), "12,34"), R"({"r":"12","g":"34"})");
  EXPECT_EQ(outport("any", with("^(.*)$"), R"("quoted")"), "\"quoted\"");
}

TEST(Conversion, RunsExpressionsInLinearTime) {
  const auto conversion =
      compiled(Direction::out, "any", [](ConversionSteps& steps) { steps.match = "^(([a-z])+.)+[A-Z]([a-z])+$"; });
  EXPECT_EQ(converted(*conversion, std::string(16000, 'a')), "(nothing)");
}

TEST(Conversion, PassesOverIgnoredValues) {
  const Declare ignore = [](ConversionSteps& steps) { steps.ignore = {number("999"), number("-1"), text("n/a")}; };
  for (const char* payload : {"999", "999.0", "-1", "n/a", "\"999\""})
    EXPECT_EQ(outport("any", ignore, payload), "(nothing)") << payload;
  EXPECT_EQ(outport("any", ignore, "998"), "998");
}

TEST(Conversion, MapsByText) {
  const Declare on_off = [](ConversionSteps& steps) {
    steps.map = {{"ON", boolean("true")}, {"OFF", boolean("false")}};
  };
  EXPECT_EQ(outport("boolean", on_off, "ON"), "true");
  EXPECT_EQ(outport("boolean", on_off, "\"OFF\""), "false");
  EXPECT_EQ(outport("boolean", on_off, "on"), "(nothing)");
  const Declare command = [](ConversionSteps& steps) { steps.map = {{"true", text("ON")}, {"false", text("OFF")}}; };
  EXPECT_EQ(inport("boolean", command, "true"), "ON");
  EXPECT_EQ(inport("boolean", command, "\"false\""), "OFF");
  EXPECT_EQ(inport("boolean", command, "1"), "(error) payload: true or false expected, got 1");
  const Declare with_default = [](ConversionSteps& steps) {
    steps.map = {{"0", text("off")}, {"1", {ValueKind::structure, R"({"a":1})"}}};
    steps.otherwise = text("?");
  };
  EXPECT_EQ(outport("any", with_default, "0"), "\"off\"");
  EXPECT_EQ(outport("any", with_default, "1"), R"({"a":1})");
  EXPECT_EQ(outport("any", with_default, "2"), "\"?\"");
}

TEST(Conversion, FindsItsWayInALargeMap) {
  ConversionSteps steps;
  for (int i = 0; i < 10000; ++i) steps.map.push_back({std::to_string(i), number(std::to_string(i * 2))});
  const auto conversion = Conversion::compile(steps, Direction::out, "number", "heater").conversion;
  EXPECT_EQ(converted(*conversion, "9999"), "19998");
}

TEST(Conversion, Computes) {
  const auto with = [](double scale, double offset) {
    return [=](ConversionSteps& steps) {
      steps.scale = scale;
      steps.offset = offset;
    };
  };
  EXPECT_EQ(outport("number", with(0.1, 0), "213"), "21.3");
  EXPECT_EQ(outport("number", with(1.8, 32), "100"), "212");
  EXPECT_EQ(outport("number", with(1, -273.15), "\" 300.00 \""), "26.85");
  EXPECT_EQ(outport("string", with(2, 0), "1.5"), "\"3\"");
  EXPECT_EQ(inport("number", with(2.55, 0), "100"), "255");
  EXPECT_EQ(outport("number", with(2, 0), "n/a"), R"((error) payload: number expected for 'scale', got "n/a")");
  EXPECT_EQ(outport("number", with(2, 0), "true"), "(error) payload: number expected for 'scale', got true");
  EXPECT_EQ(outport("number", with(1e300, 0), "1e300"),
            "(error) payload: number below 1.8e308 expected for 'scale', got 1e300");
  EXPECT_EQ(outport("number", with(1, 0), "1e999"),
            "(error) payload: number below 1.8e308 expected for 'scale', got 1e999");
}

TEST(Conversion, Rounds) {
  const auto to = [](int places) { return [places](ConversionSteps& steps) { steps.round = places; }; };
  EXPECT_EQ(outport("number", to(1), "22.3333333"), "22.3");
  EXPECT_EQ(outport("number", to(0), "\"21.5\""), "22");
  EXPECT_EQ(outport("number", to(0), "9007199254740993"), "9007199254740993");
  EXPECT_EQ(outport("number", to(1), "ON"), R"((error) payload: number expected for 'round', got "ON")");
  const Declare both = [](ConversionSteps& steps) {
    steps.scale = 0.01;
    steps.round = 1;
  };
  EXPECT_EQ(outport("number", both, "2267.5"), "22.7");
}

TEST(Conversion, Formats) {
  const auto with = [](const char* format) { return [format](ConversionSteps& steps) { steps.format = format; }; };
  EXPECT_EQ(inport("number", with("T={value}"), "21.50"), "T=21.50");
  EXPECT_EQ(inport("any", with("{value}"), "\"a b\""), "a b");
  EXPECT_EQ(inport("any", with("{json}"), "\"a b\""), "\"a b\"");
  EXPECT_EQ(inport("any", with("{json}"), "a b"), "\"a b\"");
  EXPECT_EQ(inport("any", with("{value}"), R"({"a": 1})"), R"({"a": 1})");
  EXPECT_EQ(inport("boolean", with(R"({{"on":{value},"role":"{role}"}})"), "true"), R"({"on":true,"role":"heater"})");
  EXPECT_EQ(inport("any", with(""), "x"), "");
  EXPECT_EQ(inport("any", with("pressed"), "x"), "pressed");
  EXPECT_EQ(inport("any", with("pressed"), ""), "(nothing)");
  EXPECT_EQ(inport("object", with("{value.r},{value.g.0}"), R"({"r":1,"g":["x"]})"), "1,x");
  EXPECT_EQ(inport("object", with("{value.r}"), R"("{\"r\":1}")"), "1");
  EXPECT_EQ(inport("object", with("{value.r}"), R"({"g":1})"), "(nothing)");
  EXPECT_EQ(inport("any", with("{value.r}"), "1"), "(error) payload: object expected for 'format', got 1");
  EXPECT_EQ(outport("string", with("Temperature: {value} C"), "22.3"), "Temperature: 22.3 C");
  EXPECT_EQ(outport("number", with("1{value}"), "2"), "12");
  EXPECT_EQ(outport("object", with(R"({{"v":{json}}})"), "ON"), R"({"v":"ON"})");
}

TEST(Conversion, EncodesAsJsonOrBare) {
  const Declare json = [](ConversionSteps& steps) { steps.encode = Encoding::json; };
  const Declare bare = [](ConversionSteps& steps) { steps.encode = Encoding::text; };
  EXPECT_EQ(outport("any", json, "ON"), "\"ON\"");
  EXPECT_EQ(outport("any", bare, "\"ON\""), "ON");
  EXPECT_EQ(inport("any", json, "ON"), "\"ON\"");
  EXPECT_EQ(inport("string", json, "21"), "\"21\"");
  const Declare quoted = [](ConversionSteps& steps) {
    steps.format = "a{value}";
    steps.encode = Encoding::json;
  };
  EXPECT_EQ(outport("any", quoted, "1"), "\"a1\"");
}

TEST(Conversion, TurnsTextIntoTheType) {
  const Declare path = [](ConversionSteps& steps) { steps.path = "v"; };
  EXPECT_EQ(outport("integer", path, R"({"v":"7"})"), "7");
  EXPECT_EQ(outport("integer", path, R"({"v":7.0})"), "7.0");
  EXPECT_EQ(outport("integer", path, R"({"v":7.5})"), "(error) path `v`: whole number expected, got 7.5");
  EXPECT_EQ(outport("number", path, R"({"v":"+007.50"})"), "7.50");
  EXPECT_EQ(outport("number", path, R"({"v":"NaN"})"), R"((error) path `v`: number expected, got "NaN")");
  EXPECT_EQ(outport("number", path, R"({"v":true})"), "(error) path `v`: number expected, got true");
  EXPECT_EQ(outport("boolean", path, R"({"v":" true "})"), "true");
  EXPECT_EQ(outport("boolean", path, R"({"v":"yes"})"), R"((error) path `v`: true or false expected, got "yes")");
  EXPECT_EQ(outport("string", path, R"({"v":21.50})"), "\"21.50\"");
  EXPECT_EQ(outport("string", path, R"({"v":[1]})"), "(error) path `v`: text expected, got [1]");
  EXPECT_EQ(outport("object", path, R"({"v":"{\"a\":1}"})"), R"({"a":1})");
  EXPECT_EQ(outport("object", path, R"({"v":[]})"), "(error) path `v`: object expected, got []");
  EXPECT_EQ(outport("array", path, R"({"v":[1]})"), "[1]");
  EXPECT_EQ(outport("bang", path, R"({"v":1})"), "1");
}

TEST(Conversion, TellsPayloadsThatCannotBeWorkedWith) {
  const Declare path = [](ConversionSteps& steps) { steps.path = "v"; };
  EXPECT_EQ(outport("any", path, "{\"v\":\"\xff\"}"), "(error) payload: text in UTF-8 expected, got other bytes");
  EXPECT_EQ(outport("any", path, std::string(100000, '[')),
            "(error) payload: JSON of at most 64 levels expected, got more");
  EXPECT_EQ(outport("any", path, std::string(1048577, ' ')),
            "(error) payload: at most 1 MiB expected, got 1,048,577 bytes");
  const std::string megabyte = R"({"x":")" + std::string(1000000, 'x') + R"(","v":1})";
  EXPECT_EQ(outport("any", path, megabyte), "1");
  EXPECT_EQ(outport("any", path, std::string_view("a\0b", 3)), "(nothing)");
  const Declare bare = [](ConversionSteps& steps) { steps.encode = Encoding::json; };
  EXPECT_EQ(outport("any", bare, std::string_view("a\0b", 3)), "\"a\\u0000b\"");
  EXPECT_EQ(outport("number", path, R"({"v":")" + std::string(1000, 'x') + R"("})"),
            "(error) path `v`: number expected, got \"" + std::string(80, 'x') + "\"… (1,000 bytes)");
}

TEST(Conversion, ReadsOnePayloadForManyPorts) {
  PayloadReader reader;
  reader.open(R"({"a":1,"b":"2"})");
  std::string out;
  for (const char* path : {"a", "b"}) {
    const auto conversion = compiled(Direction::out, "number", [&](ConversionSteps& steps) { steps.path = path; });
    EXPECT_EQ(conversion->convert(reader, out), Outcome::converted);
    EXPECT_EQ(out, path == std::string("a") ? "1" : "2");
  }
}

TEST(Conversion, ShowsItsSteps) {
  const auto conversion = compiled(Direction::out, "string", [](ConversionSteps& steps) {
    steps.where = {{"id", number("7")}};
    steps.path = "t";
    steps.round = 1;
    steps.format = "{value} C";
  });
  PayloadReader reader;
  reader.open(R"({"id":7,"t":22.333})");
  std::string out;
  Trace trace;
  EXPECT_EQ(conversion->convert(reader, out, &trace), Outcome::converted);
  std::string lines;
  for (const StepTaken& step : trace) lines += step.step + " -> " + step.result + '\n';
  EXPECT_EQ(lines,
            "payload, JSON -> {\"id\":7,\"t\":22.333}\nwhere `id` -> 7\npath `t` -> 22.333\nround -> 22.3\n"
            "format -> \"22.3 C\"\ntype -> \"22.3 C\"\n");
}

TEST(Conversion, ComputesWithAPartOfWhatTheTypeHasMade) {
  const Declare doubled = [](ConversionSteps& steps) {
    steps.match = "^([0-9]+)";
    steps.scale = 2;
  };
  EXPECT_EQ(inport("number", doubled, "+21.5"), "42");
  EXPECT_EQ(inport("number", doubled, "\"12.75\""), "24");
  const Declare rounded = [](ConversionSteps& steps) {
    steps.match = "(\\.[0-9]+)";
    steps.round = 15;
  };
  EXPECT_EQ(inport("number", rounded, "\"1.5\""), "0.5");
}

TEST(Conversion, LooksIntoAnObjectThatCameAsText) {
  const Declare path = [](ConversionSteps& steps) {
    steps.where = {{"b", number("2")}};
    steps.path = "a.0";
  };
  EXPECT_EQ(inport("object", path, R"("{\"a\":[1],\"b\":2}")"), "1");
}

TEST(Conversion, MatchesNoMoreTextThanItCanInNoTime) {
  const auto conversion =
      compiled(Direction::out, "any", [](ConversionSteps& steps) { steps.match = "((a|b|c){0,300})*x"; });
  EXPECT_EQ(converted(*conversion, std::string(16000, 'a')), "(nothing)");
  EXPECT_THAT(converted(*conversion, std::string(17000, 'a')),
              testing::StartsWith("(error) payload: at most 16 KiB of text expected for 'match', got \"aaa"));
}

/// The problems as lines `KEY entry offset: message`.
std::vector<std::string> problems(Direction direction, const char* type, const Declare& declare) {
  ConversionSteps steps;
  declare(steps);
  const Conversion::Compiled compiled = Conversion::compile(steps, direction, type, "heater");
  EXPECT_EQ(compiled.conversion == nullptr, !compiled.problems.empty());
  std::vector<std::string> lines;
  for (const StepProblem& problem : compiled.problems) {
    lines.push_back(std::string(key_name(problem.key)) + ' ' + std::to_string(problem.entry) + ' ' +
                    std::to_string(problem.offset) + ": " + problem.message);
  }
  return lines;
}

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Conversion, FindsWhatIsWrongWhenItIsCompiled) {
  const auto lines = problems(Direction::out, "any", [](ConversionSteps& steps) {
    steps.where = {{"a", number("1")}, {"a..b", number("1")}};
    steps.path = "x[1]";
    steps.match = "ab(c";
    steps.map = {{"a", number("1")}, {"a", number("2")}};
    steps.scale = HUGE_VAL;
    steps.round = 16;
    steps.format = "x{valu}";
  });
  EXPECT_THAT(lines, ElementsAre("where 1 2: has an empty name beside a dot",
                                 "path 0 0: counts elements with a dot: write 'x.1'",
                                 HasSubstr("match 0 0: is no regular expression (RE2): missing ) in `ab(c`"),
                                 "map 1 0: has the key 'a' twice", "scale 0 0: takes a number that is finite",
                                 "round 0 0: takes the digits after the point, 0 to 15",
                                 HasSubstr("format 0 2: has a place {valu} that nothing fills")));
}

TEST(Conversion, FindsStepsThatCanNeverMeetTheType) {
  const auto only = [](Direction direction, const char* type, const Declare& declare) {
    const auto lines = problems(direction, type, declare);
    return lines.size() == 1 ? lines.front() : std::to_string(lines.size()) + " problems";
  };
  const Declare map = [](ConversionSteps& steps) { steps.map = {{"1", text("on")}, {"0", boolean("false")}}; };
  EXPECT_EQ(only(Direction::out, "boolean", map),
            R"(map 0 0: gives "on"; by the port's 'type', true or false expected)");
  EXPECT_EQ(only(Direction::out, "boolean", [](ConversionSteps& steps) { steps.round = 1; }),
            "type 0 0: is never met, since 'round' gives a number");
  EXPECT_EQ(only(Direction::out, "number", [](ConversionSteps& steps) { steps.format = "ON"; }),
            R"(format 0 0: is always "ON"; by the port's 'type', number expected)");
  EXPECT_EQ(only(Direction::out, "number", [](ConversionSteps& steps) { steps.match = "(?P<a>x)"; }),
            "match 0 0: gives an object of its named groups; by the port's 'type', number expected");
  EXPECT_EQ(only(Direction::in, "number", [](ConversionSteps& steps) { steps.path = "a"; }),
            "path 0 0: never finds anything: by the port's 'type', number expected");
  EXPECT_EQ(only(Direction::in, "boolean",
                 [](ConversionSteps& steps) {
                   steps.map = {{"ON", text("1")}};
                 }),
            "map 0 0: never meets 'ON': by the port's 'type', true or false expected");
  EXPECT_EQ(only(Direction::in, "boolean", [](ConversionSteps& steps) { steps.scale = 2; }),
            "scale 0 0: needs a number; by the port's 'type', true or false expected");
  EXPECT_EQ(only(Direction::out, "any",
                 [](ConversionSteps& steps) {
                   steps.map = {{"a", text("b")}};
                   steps.scale = 2;
                 }),
            R"(map 0 0: gives "b", and 'scale' needs a number)");
  EXPECT_EQ(only(Direction::out, "any", [](ConversionSteps& steps) { steps.otherwise = text("x"); }),
            "default 0 0: is for values that 'map' does not name, and there is no 'map'");
}

TEST(Conversion, FindsPlacesThatNothingFills) {
  const auto of = [](const char* match, const char* format, std::optional<int> round = std::nullopt) {
    return problems(Direction::out, "any", [=](ConversionSteps& steps) {
      if (*match != '\0') steps.match = match;
      steps.round = round;
      steps.format = format;
    });
  };
  EXPECT_THAT(of("", "{value.r}", 1), ElementsAre("format 0 0: has a place {value.r}, but 'round' gives a number"));
  EXPECT_THAT(of("T=([0-9]+)", "{value.r}"),
              ElementsAre("format 0 0: has a place {value.r}, but 'match' has no named groups; write (?P<r>…) there"));
  EXPECT_THAT(of("T=(?P<r>[0-9]+)", "{value.x}"),
              ElementsAre("format 0 0: has a place {value.x}, but 'match' has no group of this name"));
  EXPECT_THAT(of("T=(?P<r>[0-9]+)", "{value.r}"), ElementsAre());
  EXPECT_THAT(of("(?P<a>x)(?P<a>y)", "{value.a}"), ElementsAre("match 0 0: has two groups of one name"));
  EXPECT_THAT(of("a\\\\(\\C)", "x"),
              ElementsAre("match 0 4: takes single bytes by `\\C`, which are no text; write `.`"));
}

TEST(Conversion, FindsFormatsThatAreNoNumbers) {
  const auto of = [](const char* type, const char* format) {
    return problems(Direction::out, type, [=](ConversionSteps& steps) { steps.format = format; });
  };
  EXPECT_THAT(of("number", "{value} C"),
              ElementsAre("format 0 0: always has \" C\" in it; by the port's 'type', number expected"));
  EXPECT_THAT(of("number", "{value}.5e3"), ElementsAre());
  EXPECT_THAT(of("string", "{value} C"), ElementsAre());
}

}  // namespace
}  // namespace mfp::core
