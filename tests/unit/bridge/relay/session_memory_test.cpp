#include "bridge/relay/session_memory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/support/captured_log.hpp"
#include "unit/support/fake_loop.hpp"
#include "unit/support/routes.hpp"
#include "unit/support/temporary_folder.hpp"

namespace mfp::bridge {
namespace {

using test::route;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class SessionMemoryTest : public testing::Test {
 protected:
  SessionMemory memory(const std::string& file) { return {file, loop_, worker_, warnings_}; }
  SessionMemory memory() { return memory(folder_.path("session")); }
  /// All that was to be written is.
  void written() {
    bool done = false;
    worker_.run([] {}, [&done] { done = true; });
    loop_.run_until([&done] { return done; });
  }
  std::optional<std::string> kept() {
    written();
    return folder_.read("session");
  }

  test::CapturedLog log_;
  test::TemporaryFolder folder_;
  test::FakeLoop loop_;
  system::Warnings warnings_{loop_};
  system::Worker worker_{loop_};
  const core::RouteTable one_{std::vector{route("a", "x")}};
  const core::RouteTable two_{std::vector{route("a", "x"), route("b/#", "x")}};
};

TEST_F(SessionMemoryTest, KnowsTheFiltersOfAFormerRunThatNobodyWantsAnyMore) {
  memory().add(two_);
  written();
  EXPECT_THAT(memory().obsolete(one_), ElementsAre("b/#"));
  EXPECT_THAT(memory().obsolete(two_), IsEmpty());
}

TEST_F(SessionMemoryTest, KeepsTheFiltersOfAFormerRunBesideNewOnes) {
  folder_.write("session", "old\n");
  SessionMemory now = memory();
  now.add(one_);
  EXPECT_EQ(kept(), "a\nold\n");
  EXPECT_THAT(now.obsolete(one_), ElementsAre("old"));
}

TEST_F(SessionMemoryTest, ForgetsTheFiltersOfAFormerRunWhenTheBrokerHasLetGoOfThem) {
  folder_.write("session", "old\n");
  SessionMemory now = memory();
  now.keep_only(one_);
  EXPECT_EQ(kept(), "a\n");
  EXPECT_THAT(now.obsolete(one_), IsEmpty());
}

TEST_F(SessionMemoryTest, DoesNotKeepWhatTheBrokerHasLetGoOf) {
  core::RouteTable table(std::vector{route("a", "x"), route("b/#", "x")});
  table.leave("a");
  table.release("a");
  memory().keep_only(table);
  EXPECT_EQ(kept(), "b/#\n");
}

TEST_F(SessionMemoryTest, WritesNothingWhenItIsKeptAlready) {
  folder_.write("session", "a\n");
  SessionMemory now = memory();
  folder_.remove("session");
  now.add(one_);
  now.keep_only(one_);
  EXPECT_EQ(kept(), std::nullopt);
}

TEST_F(SessionMemoryTest, WritesChangesOfOneSecondTogether) {
  core::RouteTable table(std::vector{route("a", "x")});
  SessionMemory now = memory();
  now.keep_only_soon(table);
  loop_.pass(std::chrono::milliseconds(999));
  table.add(route("b/#", "x"));
  now.keep_only_soon(table);
  EXPECT_EQ(kept(), std::nullopt);
  loop_.pass(std::chrono::milliseconds(1));
  EXPECT_EQ(kept(), "a\nb/#\n");
}

TEST_F(SessionMemoryTest, KeepsAtTheEndOfTheConnectionWhatWasToBeKeptSoon) {
  SessionMemory now = memory();
  now.keep_now(one_);
  EXPECT_EQ(kept(), std::nullopt);
  now.keep_only_soon(one_);
  now.keep_now(one_);
  EXPECT_EQ(kept(), "a\n");
}

TEST_F(SessionMemoryTest, ForgetsAllWithTheSession) {
  SessionMemory now = memory();
  now.add(two_);
  now.keep_only_soon(one_);
  now.forget();
  loop_.pass(std::chrono::seconds(2));
  EXPECT_EQ(kept(), "");
  EXPECT_THAT(memory().obsolete(one_), IsEmpty());
}

TEST_F(SessionMemoryTest, KeepsThePortsThatEdgesLedTo) {
  const core::KnownPorts ports{{{{"display", "text", {}}, core::Direction::in}, "display.TEXT"}};
  SessionMemory now = memory();
  now.keep_ports(ports);
  written();
  EXPECT_EQ(memory().ports(), ports);
  folder_.remove("session.ports");
  now.keep_ports(ports);
  written();
  EXPECT_EQ(folder_.read("session.ports"), std::nullopt);
}

TEST_F(SessionMemoryTest, RemembersNothingWithoutAFile) {
  SessionMemory now = memory("");
  now.add(two_);
  now.keep_only_soon(two_);
  now.keep_ports({{{{"display", "text", {}}, core::Direction::in}, "display.TEXT"}});
  loop_.pass(std::chrono::seconds(2));
  written();
  EXPECT_THAT(now.obsolete(one_), IsEmpty());
  EXPECT_THAT(now.ports(), IsEmpty());
  EXPECT_THAT(log_.take(), IsEmpty());
}

TEST_F(SessionMemoryTest, WarnsWhenItCannotWrite) {
  folder_.write("no-folder", "");
  SessionMemory now = memory(folder_.path("no-folder/session"));
  now.add(one_);
  written();
  EXPECT_THAT(log_.take(), ElementsAre(HasSubstr("warning: cannot make the folder " + folder_.path("no-folder"))));
}

}  // namespace
}  // namespace mfp::bridge
