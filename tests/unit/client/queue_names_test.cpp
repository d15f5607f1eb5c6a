#include "client/queue_names.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/live_participants.hpp"

namespace mfp::client {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(QueueNames, AreThoseOfTheDirectionFirst) {
  LiveParticipants known = heating();
  known.push_back(live("tap", {live_port("in", "heater.TEMPERATURE")}, {}));
  const QueueNames names(known);
  EXPECT_EQ(names.source("heater.TEMPERATURE").text(), "heater.TEMPERATURE");
  EXPECT_EQ(names.target("heater.TEMPERATURE").text(), "tap.IN");
  EXPECT_EQ(names.source("display/text").text(), "house.display.TEXT");
  EXPECT_EQ(names.target("nobodys").text(), "nobodys");
}

}  // namespace
}  // namespace mfp::client
