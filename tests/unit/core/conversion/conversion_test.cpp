#include "core/conversion/conversion.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/conversion/steps/encode.hpp"
#include "core/conversion/steps/format.hpp"
#include "core/conversion/steps/map.hpp"
#include "core/conversion/steps/match.hpp"
#include "core/conversion/steps/path.hpp"
#include "core/conversion/steps/round.hpp"
#include "core/conversion/steps/scale.hpp"
#include "core/conversion/steps/where.hpp"
#include "support/conversions.hpp"

namespace mfp::core {
namespace {

TEST(Conversion, TellsPayloadsThatCannotBeWorkedWith) {
  const test::Declare path = test::step(PathStep::path, "v");
  EXPECT_EQ(test::from_outport("any", path, "{\"v\":\"\xff\"}"),
            "(error) payload: text in UTF-8 expected, got other bytes");
  EXPECT_EQ(test::from_outport("any", path, std::string(100000, '[')),
            "(error) payload: JSON of at most 64 levels expected, got more");
  EXPECT_EQ(test::from_outport("any", path, std::string(1048577, ' ')),
            "(error) payload: at most 1 MiB expected, got 1,048,577 bytes");
  const std::string megabyte = R"({"x":")" + std::string(1000000, 'x') + R"(","v":1})";
  EXPECT_EQ(test::from_outport("any", path, megabyte), "1");
  EXPECT_EQ(test::from_outport("any", path, std::string_view("a\0b", 3)), "(nothing)");
  const test::Declare bare = test::step(EncodeStep::encoding, "json");
  EXPECT_EQ(test::from_outport("any", bare, std::string_view("a\0b", 3)), "\"a\\u0000b\"");
  EXPECT_EQ(test::from_outport("number", path, R"({"v":")" + std::string(1000, 'x') + R"("})"),
            "(error) path `v`: number expected, got \"" + std::string(80, 'x') + "\"… (1,000 bytes)");
}

TEST(Conversion, TellsWhatWasWantedApartFromWhatCame) {
  const auto conversion = test::compiled(Direction::out, "number", test::step(PathStep::path, "v, got w"));
  PayloadReader reader;
  reader.open(R"({"v, got w":"n/a, got lost"})");
  std::string out;
  const Converted converted = conversion->convert(reader, out);
  EXPECT_EQ(converted.outcome, Outcome::failed);
  EXPECT_EQ(converted.fault, (ConversionFault{"path `v, got w`: number expected", R"("n/a, got lost")"}));
}

TEST(Conversion, ReadsOnePayloadForManyPorts) {
  PayloadReader reader;
  reader.open(R"({"a":1,"b":"2"})");
  std::string out;
  for (const char* path : {"a", "b"}) {
    const auto conversion = test::compiled(Direction::out, "number", test::step(PathStep::path, path));
    EXPECT_EQ(conversion->convert(reader, out).outcome, Outcome::converted);
    EXPECT_EQ(out, path == std::string("a") ? "1" : "2");
  }
}

TEST(Conversion, ShowsItsSteps) {
  const auto conversion = test::compiled(Direction::out, "string", [](StepSettings& steps) {
    steps.set(WhereStep::conditions, {{"id", test::number("7")}});
    steps.set(PathStep::path, "t");
    steps.set(RoundStep::places, 1);
    steps.set(FormatStep::format, "{value} C");
  });
  PayloadReader reader;
  reader.open(R"({"id":7,"t":22.333})");
  std::string out;
  Trace trace;
  EXPECT_EQ(conversion->convert(reader, out, &trace).outcome, Outcome::converted);
  std::string lines;
  for (const StepTaken& step : trace) lines += step.step() + " -> " + step.result + '\n';
  EXPECT_EQ(lines,
            "payload, JSON -> {\"id\":7,\"t\":22.333}\nwhere `id` -> 7\npath `t` -> 22.333\nround -> 22.3\n"
            "format -> \"22.3 C\"\ntype -> \"22.3 C\"\n");
}

TEST(Conversion, ComputesWithAPartOfWhatTheTypeHasMade) {
  const test::Declare doubled = [](StepSettings& steps) {
    steps.set(MatchStep::expression, "^([0-9]+)");
    steps.set(ScaleStep::factor, 2);
  };
  EXPECT_EQ(test::to_inport("number", doubled, "+21.5"), "42");
  EXPECT_EQ(test::to_inport("number", doubled, "\"12.75\""), "24");
  const test::Declare rounded = [](StepSettings& steps) {
    steps.set(MatchStep::expression, "(\\.[0-9]+)");
    steps.set(RoundStep::places, 15);
  };
  EXPECT_EQ(test::to_inport("number", rounded, "\"1.5\""), "0.5");
}

TEST(Conversion, FindsWhatIsWrongWhenItIsCompiled) {
  const auto lines = test::step_problems(Direction::out, "any", [](StepSettings& steps) {
    steps.set(WhereStep::conditions, {{"a", test::number("1")}, {"a..b", test::number("1")}});
    steps.set(PathStep::path, "x[1]");
    steps.set(MatchStep::expression, "ab(c");
    steps.set(MapStep::entries, {{"a", test::number("1")}, {"a", test::number("2")}});
    steps.set(ScaleStep::factor, HUGE_VAL);
    steps.set(RoundStep::places, 16);
    steps.set(FormatStep::format, "x{valu}");
  });
  EXPECT_THAT(lines,
              testing::ElementsAre("where 1 2: has an empty name beside a dot",
                                   "path 0 0: counts elements with a dot: write 'x.1'",
                                   testing::HasSubstr("match 0 0: is no regular expression (RE2): missing ) in `ab(c`"),
                                   "map 1 0: has the key 'a' twice", "scale 0 0: takes a number that is finite",
                                   "round 0 0: takes the digits after the point, 0 to 15",
                                   testing::HasSubstr("format 0 2: has a place {valu} that nothing fills")));
}

TEST(Conversion, IsAnotherOneForAnotherRoleOnlyWhereTheRoleIsPutIn) {
  const auto hash = [](const char* format, const char* role) {
    StepSettings steps;
    steps.set(FormatStep::format, format);
    return Conversion::compile(steps, Direction::in, "any", role).conversion->steps_hash();
  };
  EXPECT_EQ(hash("{value}", "a"), hash("{value}", "b"));
  EXPECT_NE(hash("{role}", "a"), hash("{role}", "b"));
}

}  // namespace
}  // namespace mfp::core
