#include "client/port_query.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/live_participants.hpp"

namespace mfp::client {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct PortWordCase {
  const char* word;
  core::Direction direction;
  /// The queue, or what is wrong.
  const char* result;
  PortProblem::Kind kind = PortProblem::Kind::final;
};

class PortQueries : public testing::TestWithParam<PortWordCase> {};

TEST_P(PortQueries, AreFound) {
  const PortWordCase& expected = GetParam();
  const LiveParticipants known = heating();
  const auto found = find_port(known, {expected.word, expected.direction, "rule", ""});
  EXPECT_EQ(found ? found->port->queue : found.error().message, expected.result);
  if (!found) {
    EXPECT_EQ(found.error().kind, expected.kind);
  }
}

constexpr auto in = core::Direction::in;
constexpr auto out = core::Direction::out;
constexpr auto open_kind = PortProblem::Kind::open;

INSTANTIATE_TEST_SUITE_P(
    Cases, PortQueries,
    testing::Values(
        PortWordCase{"heater.TEMPERATURE", out, "heater.TEMPERATURE"},
        PortWordCase{"heater.temperature", out, "heater.TEMPERATURE"},
        PortWordCase{"heater.TEMPERATURE[3]", out, "heater.TEMPERATURE"},
        PortWordCase{"house.display.Text", in, "display/text"}, PortWordCase{"house.DOOR", in, "d"},
        PortWordCase{"heater.TARGET", out, "heater.TARGET is an inport; rule"},
        PortWordCase{"heater.TEMPERATURE", in, "heater.TEMPERATURE is an outport; rule"},
        PortWordCase{"heater.TEMPRATURE", out,
                     "participant 'heater' has no outport 'TEMPRATURE'; did you mean 'heater.TEMPERATURE'?"},
        PortWordCase{"heater.X", out, "participant 'heater' has no outport 'X'"},
        PortWordCase{"house.x.Y", in, "participant 'house' has no inport 'x.Y'", open_kind},
        PortWordCase{"heatr.TARGET", in, "no participant 'heatr' is announced; did you mean 'heater'?", open_kind},
        PortWordCase{"Heater.TARGET", in, "no participant 'Heater' is announced; did you mean 'heater'?", open_kind},
        PortWordCase{"other.A", in, "no participant 'other' is announced", open_kind},
        PortWordCase{"heater", in, "'heater' is no port; name it as ROLE.PORT, e.g. heater.TEMPERATURE"},
        PortWordCase{"heater.", in, "'heater.' is no port; name it as ROLE.PORT, e.g. heater.TEMPERATURE"},
        PortWordCase{".TARGET", in, "'.TARGET' is no port; name it as ROLE.PORT, e.g. heater.TEMPERATURE"}));

TEST(PortQueries, TheWayOutStandsWhereNoNameIsNear) {
  const auto message = [](const char* word) {
    return find_port(heating(), {word, out, "rule", "; look elsewhere"}).error().message;
  };
  EXPECT_EQ(message("other.A"), "no participant 'other' is announced; look elsewhere");
  EXPECT_EQ(message("heatr.A"), "no participant 'heatr' is announced; did you mean 'heater'?");
  EXPECT_EQ(message("heater.X"), "participant 'heater' has no outport 'X'");
}

}  // namespace
}  // namespace mfp::client
