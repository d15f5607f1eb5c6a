#include "bridge/link/backoff.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace mfp::bridge {
namespace {

using std::chrono::milliseconds;

TEST(BackoffTest, DoublesToThirtySecondsAndResetsAfterALastingConnection) {
  Backoff backoff;
  EXPECT_EQ(backoff.next(1), milliseconds(200));
  EXPECT_EQ(backoff.next(0.5), milliseconds(200));
  EXPECT_EQ(backoff.next(0), milliseconds(0));
  for (int i = 0; i < 20; ++i) (void)backoff.next(1);
  EXPECT_EQ(backoff.next(1), milliseconds(30000));
  backoff.connection_lasted(milliseconds(1999));
  EXPECT_EQ(backoff.next(1), milliseconds(30000));
  backoff.connection_lasted(milliseconds(2000));
  EXPECT_EQ(backoff.next(1), milliseconds(200));
}

}  // namespace
}  // namespace mfp::bridge
