#include "bridge/edges/edge_log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/participants.hpp"
#include "unit/support/captured_log.hpp"
#include "unit/support/fake_loop.hpp"

namespace mfp::bridge {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string summary_of_edges_to(const std::vector<std::string>& roles) {
  const std::vector<core::Participant> ours{
      test::participant("heater", {test::port("heater", "in", "")}, {test::port("heater", "out", "")})};
  std::vector<core::Edge> edges;
  for (const std::string& role : roles) edges.push_back({{"heater", "out", {}}, {role, "in", {}}, {}});
  const std::vector<std::string> files{"devices.yaml"};
  const core::Directory directory;
  return edge_summary(core::EdgeTable(ours, edges, files, directory, {}));
}

TEST(EdgeSummary, SaysWhomEdgesWaitFor) {
  EXPECT_EQ(summary_of_edges_to({}), "");
  EXPECT_EQ(summary_of_edges_to({"heater"}), "1 edge");
  EXPECT_EQ(summary_of_edges_to({"heater", "lamp"}), "2 edges; 1 waits for lamp");
  EXPECT_EQ(summary_of_edges_to({"b", "a"}), "2 edges; 2 wait for a, b");
  EXPECT_EQ(summary_of_edges_to({"a", "b", "c", "d", "e", "f", "g"}), "7 edges; 7 wait for a, b, c, d, e and 2 more");
}

class EdgeLogTest : public testing::Test {
 protected:
  test::CapturedLog log_;
  test::FakeLoop loop_;
  std::string summary_ = "1 edge";
  EdgeLog edge_log_{loop_, [this] { return summary_; }};
};

TEST_F(EdgeLogTest, TellsHowItStandsAMomentLater) {
  edge_log_.tell_soon();
  edge_log_.tell_soon();
  loop_.pass(std::chrono::milliseconds(99));
  EXPECT_THAT(log_.take(), IsEmpty());
  summary_ = "2 edges";
  loop_.pass(std::chrono::milliseconds(1));
  EXPECT_THAT(log_.take(), ElementsAre("info: 2 edges"));
}

TEST_F(EdgeLogTest, TellsAtMostEveryTenSeconds) {
  edge_log_.tell_soon();
  loop_.pass(std::chrono::milliseconds(100));
  (void)log_.take();
  edge_log_.tell_soon();
  loop_.pass(std::chrono::milliseconds(9999));
  EXPECT_THAT(log_.take(), IsEmpty());
  loop_.pass(std::chrono::milliseconds(1));
  EXPECT_THAT(log_.take(), ElementsAre("info: 1 edge"));
}

TEST_F(EdgeLogTest, SaysNothingWithoutEdges) {
  summary_.clear();
  edge_log_.tell_soon();
  loop_.pass(std::chrono::seconds(1));
  EXPECT_THAT(log_.take(), IsEmpty());
}

}  // namespace
}  // namespace mfp::bridge
