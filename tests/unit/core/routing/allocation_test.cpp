#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/conversion/conversion.hpp"
#include "core/conversion/steps/format.hpp"
#include "core/conversion/steps/ignore.hpp"
#include "core/conversion/steps/map.hpp"
#include "core/conversion/steps/only_changes.hpp"
#include "core/conversion/steps/path.hpp"
#include "core/conversion/steps/round.hpp"
#include "core/conversion/steps/scale.hpp"
#include "core/conversion/steps/where.hpp"
#include "core/routing/dispatcher.hpp"
#include "support/allocations.hpp"
#include "support/participants.hpp"

namespace mfp::core {
namespace {

constexpr const char* tasmota_sensor =
    R"({"Time":"2018-02-15T17:37:10","ENERGY":{"TotalStartTime":"2018-11-14T18:39:40","Total":6.294,"Yesterday":5.340,)"
    R"("Today":0.954,"Period":217,"Power":2635,"ApparentPower":2650,"ReactivePower":282,"Factor":0.99,"Voltage":227,)"
    R"("Current":11.661}})";

Port converted_port(const std::string& id, Direction direction, const char* type, const StepSettings& steps) {
  Port port = test::port("plug", id, direction == Direction::out ? "tele/plug/SENSOR" : "cmnd/plug/" + id);
  port.conversion = Conversion::compile(steps, direction, type, "plug").conversion;
  return port;
}

/// A dispatcher of a plug with ports that use every step but `match`, whose library decides what it needs.
std::vector<Participant> plug() {
  StepSettings watts;
  watts.set(PathStep::path, "ENERGY.Current");
  watts.set(RoundStep::places, 1);
  StepSettings total;
  total.set(WhereStep::conditions, {{"Time", {ValueKind::text, "2018-02-15T17:37:10"}}});
  total.set(PathStep::path, "ENERGY.Total");
  total.set(IgnoreStep::values, {{ValueKind::number, "0"}});
  total.set(ScaleStep::factor, 1000);
  total.set(FormatStep::format, "a total of {value} Wh since ever");
  StepSettings power;
  power.set(MapStep::entries, {{"true", {ValueKind::text, "ON"}}, {"false", {ValueKind::text, "OFF"}}});
  power.set(OnlyChangesStep::wanted, true);
  return {test::participant("plug", {converted_port("power", Direction::in, "boolean", power)},
                            {converted_port("amps", Direction::out, "number", watts),
                             converted_port("total", Direction::out, "string", total)})};
}

TEST(Allocation, ConversionsNeedNoneInASteadyState) {
  const std::vector<Participant> participants = plug();
  const RouteTable table(routes_of(participants));
  Dispatcher dispatcher(table);
  Actions actions;
  std::size_t published = 0;
  const auto receive = [&](const char* topic, const char* payload) {
    dispatcher.on_message({topic, payload, 0, false, {}, nullptr}, actions);
    published += actions.size();
    actions.clear();
  };
  const auto round = [&] {
    receive("tele/plug/SENSOR", tasmota_sensor);
    receive("plug.POWER", "true");
    receive("plug.POWER", "false");
  };
  for (int i = 0; i < 10; ++i) round();
  const std::uint64_t before = test::allocations();
  for (int i = 0; i < 1000; ++i) round();
  EXPECT_EQ(test::allocations() - before, 0U);
  EXPECT_EQ(published, 1010U * 4);
}

}  // namespace
}  // namespace mfp::core
