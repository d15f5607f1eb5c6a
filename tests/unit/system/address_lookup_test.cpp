#include "system/address_lookup.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>

#include "system/asio_loop.hpp"

namespace mfp::system {
namespace {

using testing::AnyOf;
using testing::Contains;
using testing::ElementsAre;

core::Result<Addresses> no_resolver(const std::string& host) {
  ADD_FAILURE() << host << " was looked up";
  return core::fail("not to be called");
}

class AddressLookupTest : public testing::Test {
 protected:
  AddressLookup::Done keep() {
    return [this](core::Result<Addresses> found) {
      found_ = std::move(found);
      loop_.stop();
    };
  }

  AsioLoop loop_;
  core::Result<Addresses> found_ = core::fail("no answer");
};

TEST_F(AddressLookupTest, FindsTheAddressesOfAName) {
  AddressLookup lookup(loop_, "localhost", addresses_of);
  lookup.begin(keep());
  EXPECT_TRUE(lookup.under_way());
  loop_.run();
  EXPECT_FALSE(lookup.under_way());
  ASSERT_TRUE(found_) << found_.error().message;
  EXPECT_THAT(*found_, Contains(AnyOf("127.0.0.1", "::1")));
}

TEST_F(AddressLookupTest, AnswersAnAddressAtOnce) {
  for (const char* address : {"127.0.0.1", "::1"}) {
    AddressLookup lookup(loop_, address, no_resolver);
    lookup.begin(keep());
    ASSERT_TRUE(found_) << found_.error().message;
    EXPECT_THAT(*found_, ElementsAre(address));
  }
}

TEST_F(AddressLookupTest, TellsThatAHostIsNotKnown) {
  // A label has 63 letters at most (RFC 1035), so no name server is asked.
  const std::string host(64, 'a');
  AddressLookup lookup(loop_, host, addresses_of);
  lookup.begin(keep());
  loop_.run();
  ASSERT_FALSE(found_);
  EXPECT_EQ(found_.error().message, "the host '" + host + "' is not known");
}

/// Name servers that answer only when the test says so.
class SlowAddressLookupTest : public AddressLookupTest {
 protected:
  Resolver resolver() {
    return [calls = calls_, answer = answer_.get_future().share()](const std::string&) {
      ++*calls;
      return answer.get();
    };
  }
  void answer() { answer_.set_value(Addresses{"192.0.2.1"}); }

  std::shared_ptr<std::atomic<int>> calls_ = std::make_shared<std::atomic<int>>(0);
  std::promise<core::Result<Addresses>> answer_;
  AddressLookup::Done unwanted_ = [](const core::Result<Addresses>&) { FAIL() << "it was forgotten"; };
};

TEST_F(SlowAddressLookupTest, LetsTheLoopRunMeanwhile) {
  AddressLookup lookup(loop_, "broker.example", resolver());
  lookup.begin(keep());
  loop_.post([this] { answer(); });
  loop_.run();
  ASSERT_TRUE(found_);
  EXPECT_THAT(*found_, ElementsAre("192.0.2.1"));
}

TEST_F(SlowAddressLookupTest, AwaitsOneLookupForAllWhoAsk) {
  AddressLookup lookup(loop_, "broker.example", resolver());
  lookup.begin(unwanted_);
  lookup.forget();
  EXPECT_FALSE(lookup.under_way());
  lookup.begin(keep());
  answer();
  loop_.run();
  EXPECT_TRUE(found_);
  EXPECT_EQ(*calls_, 1);
}

TEST_F(SlowAddressLookupTest, KeepsAnAnswerThatComesLateForTheNextWhoAsks) {
  AddressLookup lookup(loop_, "broker.example", resolver());
  answer();
  while (!found_) {
    lookup.begin(keep());
    lookup.forget();
    loop_.run_what_is_due();
  }
  EXPECT_THAT(*found_, ElementsAre("192.0.2.1"));
  EXPECT_EQ(*calls_, 1);
}

TEST_F(SlowAddressLookupTest, IsNotWaitedForAtTheEnd) {
  auto lookup = std::make_unique<AddressLookup>(loop_, "broker.example", resolver());
  lookup->begin(unwanted_);
  lookup.reset();
  answer();
  loop_.run_what_is_due();
}

}  // namespace
}  // namespace mfp::system
