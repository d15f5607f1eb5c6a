#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/conversion/conversion.hpp"
#include "core/conversion/steps/only_changes.hpp"
#include "core/conversion/steps/path.hpp"
#include "core/routing/dispatcher.hpp"
#include "support/participants.hpp"

namespace mfp::core {
namespace {

using testing::ElementsAre;

constexpr const char* repeated = "d.CHANGES skips: only_changes: it is what was sent last";

/// A device with `number` (converted), `changes` (converted, changes only), `raw` (typed, passed on as it is), and
/// `other`, whose filter overlaps theirs.
class ConvertingRouterTest : public testing::Test {
 protected:
  static Port outport(const std::string& id, const std::string& topic, const StepSettings& steps) {
    Port port = test::port("d", id, topic);
    port.type = "number";
    port.conversion = Conversion::compile(steps, Direction::out, port.type, "d").conversion;
    return port;
  }

  static std::vector<Participant> device() {
    StepSettings value;
    value.set(PathStep::path, "v");
    StepSettings changes = value;
    changes.set(OnlyChangesStep::wanted, true);
    Port raw = test::port("d", "raw", "d/raw");
    raw.type = "number";
    return {
        test::participant("d", {}, {outport("number", "d/state", value), outport("changes", "d/event", changes), raw})};
  }

  static std::string line(const Action& action) {
    if (const auto* publish = std::get_if<Publish>(&action)) {
      return publish->route->name + " " + std::string(publish->payload) + (publish->retain ? " retain" : "");
    }
    if (const auto* lost = std::get_if<NotConverted>(&action))
      return lost->route->name + " lost: " + lost->fault.text();
    if (const auto* told = std::get_if<Mismatch>(&action))
      return told->route->name + " told: " + std::string(told->payload);
    if (std::holds_alternative<Acknowledge>(action)) return "acknowledge";
    if (const auto* skipped = std::get_if<Skipped>(&action)) {
      return skipped->route->name +
             " skips: " + skip_reason(*skipped->route->conversion, skipped->payload, skipped->cause).text;
    }
    return "another action";
  }

  std::vector<std::string> receive(const char* topic, std::string_view payload, std::uint8_t qos = 0,
                                   bool retain = false) {
    dispatcher_.on_message({topic, payload, qos, retain, {}, nullptr}, actions_);
    return take_lines();
  }

  std::vector<std::string> take_lines() {
    std::vector<std::string> lines;
    for (const Action& action : actions_) {
      lines.push_back(line(action));
      if (const auto* publish = std::get_if<Publish>(&action); publish != nullptr && publish->qos > 0) {
        dispatcher_.sent(++packet_, *publish);
      }
    }
    actions_.clear();
    return lines;
  }

  std::vector<std::string> settle() {
    dispatcher_.settle(actions_);
    return take_lines();
  }

  std::vector<Participant> participants_ = device();
  RouteTable table_{routes_of(participants_)};
  Dispatcher dispatcher_{table_};
  Actions actions_;
  std::uint16_t packet_ = 0;
};

TEST_F(ConvertingRouterTest, PublishesTheResult) {
  EXPECT_THAT(receive("d/state", R"({"v":"21.5"})"), ElementsAre("d.NUMBER 21.5"));
}

TEST_F(ConvertingRouterTest, AcknowledgesWhatIsPassedOver) {
  EXPECT_THAT(receive("d/state", R"({"x":1})", 1), ElementsAre("d.NUMBER skips: no path v"));
  EXPECT_THAT(receive("d/state", "", 1), ElementsAre("d.NUMBER skips: payload: empty"));
  EXPECT_EQ(dispatcher_.skipped(), 2U);
  EXPECT_THAT(settle(), ElementsAre("acknowledge"));
}

TEST_F(ConvertingRouterTest, TellsAndAcknowledgesWhatCannotBeConverted) {
  EXPECT_THAT(receive("d/state", R"({"v":"n/a"})", 1),
              ElementsAre(R"(d.NUMBER lost: path `v`: number expected, got "n/a")"));
  EXPECT_THAT(settle(), ElementsAre("acknowledge"));
}

TEST_F(ConvertingRouterTest, TellsAPayloadThatDoesNotFitAndPassesItOn) {
  EXPECT_THAT(receive("d/raw", "21.5"), ElementsAre("d.RAW 21.5"));
  EXPECT_THAT(receive("d/raw", "ON"), ElementsAre("d.RAW told: ON", "d.RAW ON"));
  EXPECT_THAT(receive("d/raw", ""), ElementsAre("d.RAW "));
}

TEST_F(ConvertingRouterTest, SendsEqualResultsInARowOnce) {
  EXPECT_THAT(receive("d/event", R"({"v":1,"t":1})"), ElementsAre("d.CHANGES 1"));
  EXPECT_THAT(receive("d/event", R"({"v":1,"t":2})"), ElementsAre(repeated));
  EXPECT_THAT(receive("d/event", R"({"v":2})"), ElementsAre("d.CHANGES 2"));
  EXPECT_THAT(receive("d/event", R"({"v":1})"), ElementsAre("d.CHANGES 1"));
  EXPECT_THAT(receive("d/event", R"({"v":1})", 0, true), ElementsAre("d.CHANGES 1 retain"));
}

TEST_F(ConvertingRouterTest, SendsAgainWhatMayNotHaveArrived) {
  EXPECT_THAT(receive("d/event", R"({"v":1})", 1), ElementsAre("d.CHANGES 1"));
  dispatcher_.on_target_lost(TargetEnd::lost);
  EXPECT_THAT(receive("d/event", R"({"v":1})", 1), ElementsAre("d.CHANGES 1"));
  dispatcher_.on_answered(packet_, 135, actions_);
  actions_.clear();
  EXPECT_THAT(receive("d/event", R"({"v":1})", 1), ElementsAre("d.CHANGES 1"));
  dispatcher_.on_answered(packet_, 0, actions_);
  dispatcher_.on_source_lost();
  EXPECT_THAT(receive("d/event", R"({"v":1})", 1), ElementsAre(repeated));
}

TEST_F(ConvertingRouterTest, DropsTheContentTypeOfWhatWasConverted) {
  MessageProperties properties;
  properties.content_type = "application/json";
  properties.user = {{"a", "b"}};
  dispatcher_.on_message({"d/state", R"({"v":1})", 0, false, {}, &properties}, actions_);
  const auto& publish = std::get<Publish>(actions_.at(0));
  EXPECT_EQ(publish.properties->content_type, std::nullopt);
  EXPECT_EQ(publish.properties->user, properties.user);
}

}  // namespace
}  // namespace mfp::core
