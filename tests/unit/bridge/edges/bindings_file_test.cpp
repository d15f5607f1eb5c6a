#include "bridge/edges/bindings_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "unit/support/fake_loop.hpp"
#include "unit/support/temporary_folder.hpp"

namespace mfp::bridge {
namespace {

using core::Binding;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class BindingsFileTest : public testing::Test {
 protected:
  BindingsFileTest() : worker_(std::in_place, loop_), file_(loop_, *worker_) {
    EXPECT_TRUE(file_.open(folder_.path("bindings.json")));
  }

  /// The binding that is there when there is time to write.
  void save() {
    file_.save([this] { return std::vector{now_}; }, [this] { ++told_; });
  }
  void until_told(int times) {
    loop_.run_until([this, times] { return told_ == times; });
  }
  void keep(const Binding& binding) {
    now_ = binding;
    save();
  }

  test::TemporaryFolder folder_;
  test::FakeLoop loop_;
  std::optional<system::Worker> worker_;
  BindingsFile file_;
  Binding now_{"a", "b"};
  int told_ = 0;
};

TEST_F(BindingsFileTest, HoldsNothingWithoutAFile) {
  const auto loaded = file_.load();
  ASSERT_TRUE(loaded);
  EXPECT_THAT(loaded->bindings, IsEmpty());
  EXPECT_THAT(loaded->warnings, IsEmpty());
}

TEST_F(BindingsFileTest, GivesBackWhatWasSaved) {
  keep({"a", "b"});
  until_told(1);
  const auto loaded = file_.load();
  ASSERT_TRUE(loaded);
  EXPECT_THAT(loaded->bindings, ElementsAre(Binding{"a", "b"}));
  EXPECT_THAT(loaded->warnings, IsEmpty());
}

TEST_F(BindingsFileTest, SetsAsideWhatIsNoListInJson) {
  for (const std::string content : {"[{", "{}"}) {
    folder_.write("bindings.json", content);
    const auto loaded = file_.load();
    ASSERT_TRUE(loaded);
    EXPECT_THAT(loaded->bindings, IsEmpty());
    EXPECT_THAT(loaded->warnings, ElementsAre(HasSubstr("the file is now " + folder_.path("bindings.json.broken"))));
    EXPECT_EQ(folder_.read("bindings.json"), std::nullopt);
    EXPECT_EQ(folder_.read("bindings.json.broken"), content);
  }
}

TEST_F(BindingsFileTest, LeavesOutTheElementThatIsNoBinding) {
  folder_.write("bindings.json", R"([{"src":"a","tgt":"b"}, {"src":"a"}, {"src":"c","tgt":"d"}])");
  const auto loaded = file_.load();
  ASSERT_TRUE(loaded);
  EXPECT_THAT(loaded->bindings, ElementsAre(Binding{"a", "b"}, Binding{"c", "d"}));
  EXPECT_THAT(loaded->warnings, ElementsAre(HasSubstr("bindings.json: element 2 needs \"src\" and \"tgt\"")));
  EXPECT_NE(folder_.read("bindings.json"), std::nullopt);
}

TEST_F(BindingsFileTest, DoesNotBeginAnewWhereItCannotBeRead) {
  std::filesystem::create_directory(folder_.path("bindings.json"));
  const auto loaded = file_.load();
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error().message, HasSubstr("bindings.json cannot be read"));
  EXPECT_TRUE(std::filesystem::exists(folder_.path("bindings.json")));
}

TEST_F(BindingsFileTest, IsKeptByOneProcess) {
  BindingsFile other(loop_, *worker_);
  EXPECT_FALSE(other.open(folder_.path("bindings.json")));
}

TEST_F(BindingsFileTest, TellsThatItIsSavedWhenItIsWritten) {
  keep({"a", "b"});
  EXPECT_EQ(file_.asked(), 1U);
  EXPECT_EQ(file_.saved(), 0U);
  until_told(1);
  EXPECT_EQ(file_.saved(), 1U);
  EXPECT_THAT(folder_.read("bindings.json"), testing::Optional(HasSubstr(R"({"src":"a","tgt":"b"})")));
}

TEST_F(BindingsFileTest, WritesTogetherWhatComesWhileItWrites) {
  keep({"a", "b"});
  keep({"a", "c"});
  keep({"a", "d"});
  until_told(1);
  EXPECT_EQ(file_.saved(), 1U);
  loop_.pass(std::chrono::milliseconds(25));
  until_told(2);
  EXPECT_EQ(file_.saved(), 3U);
  EXPECT_THAT(file_.load()->bindings, ElementsAre(Binding{"a", "d"}));
}

TEST_F(BindingsFileTest, WaitsAMomentAfterItHasWritten) {
  keep({"a", "b"});
  until_told(1);
  keep({"a", "c"});
  loop_.pass(std::chrono::milliseconds(24));
  // What is written in the background is written by the time that a later job is done.
  bool done = false;
  worker_->run([] {}, [&done] { done = true; });
  loop_.run_until([&done] { return done; });
  EXPECT_THAT(file_.load()->bindings, ElementsAre(Binding{"a", "b"}));
  loop_.pass(std::chrono::milliseconds(1));
  until_told(2);
  EXPECT_THAT(file_.load()->bindings, ElementsAre(Binding{"a", "c"}));
}

TEST_F(BindingsFileTest, TellsWhyWritingFailedUntilItSucceeds) {
  const std::string in_the_way = "bindings.json.new";
  std::filesystem::create_directory(folder_.path(in_the_way));
  keep({"a", "b"});
  until_told(1);
  EXPECT_THAT(file_.problem(), HasSubstr("cannot write " + folder_.path(in_the_way)));
  EXPECT_EQ(file_.saved(), 1U);
  folder_.remove(in_the_way);
  loop_.pass(std::chrono::milliseconds(25));
  keep({"a", "c"});
  until_told(2);
  EXPECT_EQ(file_.problem(), "");
}

TEST_F(BindingsFileTest, WritesAtTheEndWhatWasNotYetWritten) {
  keep({"a", "b"});
  keep({"a", "c"});
  file_.finish();
  worker_.reset();
  EXPECT_THAT(file_.load()->bindings, ElementsAre(Binding{"a", "c"}));
}

}  // namespace
}  // namespace mfp::bridge
