#include "core/graph/cycle_search.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "core/mqtt/filter_index.hpp"

namespace mfp::core {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct SearchedHop {
  std::string source;
  std::string target;
};

/// The first ones are the candidates, all others are in force.
struct SearchedHops {
  std::vector<SearchedHop> hops;
  std::uint32_t candidates;

  [[nodiscard]] std::vector<ClosedCycle> closing() const {
    FilterIndex index;
    std::vector<NumberedHop> starts;
    for (std::uint32_t i = 0; i < hops.size(); ++i) {
      index.insert(hops[i].source, i);
      starts.push_back({i, hops[i].target});
    }
    const CycleSearch search(starts, [&](std::string_view topic, const VisitHop& visit) {
      index.for_each_match(topic, [&](std::uint32_t i) { visit(starts[i]); });
    });
    return search.closing_hops(candidates);
  }

  [[nodiscard]] std::vector<std::uint32_t> numbers() const {
    std::vector<std::uint32_t> all;
    for (const ClosedCycle& closed : closing()) all.push_back(closed.hop);
    return all;
  }
};

std::vector<SearchedHop> chain(std::size_t length) {
  std::vector<SearchedHop> hops;
  for (std::size_t i = 0; i < length; ++i) hops.push_back({"q" + std::to_string(i), "q" + std::to_string(i + 1)});
  return hops;
}

TEST(CycleSearchTest, TheLastHopOfACycleClosesIt) {
  EXPECT_THAT((SearchedHops{{{"a", "b"}, {"b", "c"}}, 2}.numbers()), IsEmpty());
  EXPECT_THAT((SearchedHops{{{"a", "b"}, {"b", "c"}, {"c", "a"}}, 3}.numbers()), ElementsAre(2));
  EXPECT_THAT((SearchedHops{{{"a", "b"}, {"b", "c"}, {"c", "a"}}, 2}.numbers()), ElementsAre(1));
  EXPECT_THAT((SearchedHops{{{"a", "a"}, {"a", "b"}, {"b", "b"}}, 3}.numbers()), ElementsAre(0, 2));
}

TEST(CycleSearchTest, WhatWasNotTakenInClosesNothing) {
  EXPECT_THAT((SearchedHops{{{"a", "b"}, {"b", "a"}, {"b", "c"}, {"c", "a"}, {"a", "c"}}, 5}.numbers()),
              ElementsAre(1, 3));
}

TEST(CycleSearchTest, TheCycleIsAShortestOneAndBeginsWithWhatClosesIt) {
  // The result borrows the texts of the hops.
  const SearchedHops searched{{{"d", "a"}, {"a", "b"}, {"b", "c"}, {"c", "d"}, {"b", "d"}}, 1};
  const auto closing = searched.closing();
  ASSERT_EQ(closing.size(), 1U);
  std::string path;
  for (const NumberedHop& hop : closing[0].cycle) path.append(hop.target).append(" ");
  EXPECT_EQ(path, "a b d ");
}

TEST(CycleSearchTest, ACandidateWithAWildcardBeginsAtAllTopicsThatItMatches) {
  EXPECT_THAT((SearchedHops{{{"t/+", "a"}, {"a", "t/1"}, {"a", "t/2"}}, 1}.numbers()), ElementsAre(0));
  EXPECT_THAT((SearchedHops{{{"a", "t/1"}, {"t/+", "a"}, {"a", "t/2"}}, 3}.numbers()), ElementsAre(1));
}

TEST(CycleSearchTest, LongChainsAreTakenInWhateverTheirOrder) {
  std::vector<SearchedHop> hops = chain(20'000);
  EXPECT_THAT((SearchedHops{hops, 20'000}.numbers()), IsEmpty());
  hops.push_back({"q20000", "q0"});
  EXPECT_THAT((SearchedHops{hops, 20'001}.numbers()), ElementsAre(20'000));
  std::reverse(hops.begin(), hops.end());
  EXPECT_THAT((SearchedHops{hops, 20'001}.numbers()), ElementsAre(20'000));
  std::shuffle(hops.begin(), hops.end(), std::minstd_rand(1));
  EXPECT_THAT((SearchedHops{hops, 20'001}.numbers()), ElementsAre(20'000));
}

TEST(CycleSearchTest, EachOfManyHopsBackIsTold) {
  std::vector<SearchedHop> hops = chain(2'000);
  for (std::size_t i = 0; i < 2'000; ++i) hops.push_back({hops[i].target, hops[i / 2].source});
  const auto closing = SearchedHops{hops, 4'000}.numbers();
  ASSERT_EQ(closing.size(), 2'000U);
  EXPECT_EQ(closing.front(), 2'000U);
}

/// Tries one candidate after the other by a walk over all that is in force.
std::vector<std::uint32_t> closing_by_walks(const SearchedHops& all) {
  std::multimap<std::string, std::string> in_force;
  const auto leads_to = [&](const std::string& from, const std::string& to) {
    std::set<std::string> seen{from};
    std::vector<std::string> rest{from};
    while (!rest.empty() && !seen.contains(to)) {
      const std::string topic = rest.back();
      rest.pop_back();
      const auto [first, last] = in_force.equal_range(topic);
      for (auto hop = first; hop != last; ++hop) {
        if (seen.insert(hop->second).second) rest.push_back(hop->second);
      }
    }
    return seen.contains(to);
  };
  for (std::size_t i = all.candidates; i < all.hops.size(); ++i) {
    in_force.emplace(all.hops[i].source, all.hops[i].target);
  }
  std::vector<std::uint32_t> closing;
  for (std::uint32_t i = 0; i < all.candidates; ++i) {
    const auto& [source, target] = all.hops[i];
    if (leads_to(target, source)) {
      closing.push_back(i);
    } else {
      in_force.emplace(source, target);
    }
  }
  return closing;
}

TEST(CycleSearchTest, AgreesWithOneWalkACandidate) {
  std::minstd_rand chance(7);
  const auto number = [&](std::uint32_t below) {
    return std::uniform_int_distribution<std::uint32_t>(0, below - 1)(chance);
  };
  for (int round = 0; round < 2000; ++round) {
    SearchedHops all{{}, number(20)};
    for (std::uint32_t i = 0; i < all.candidates; ++i) {
      all.hops.push_back(
          {std::string(1, static_cast<char>('a' + number(9))), std::string(1, static_cast<char>('a' + number(9)))});
    }
    // What is in force has no cycle: it leads forward.
    for (std::uint32_t i = number(6); i > 0; --i) {
      const std::uint32_t from = number(8);
      all.hops.push_back({std::string(1, static_cast<char>('a' + from)),
                          std::string(1, static_cast<char>('a' + from + 1 + number(8 - from)))});
    }
    ASSERT_EQ(all.numbers(), closing_by_walks(all)) << round;
  }
}

}  // namespace
}  // namespace mfp::core
