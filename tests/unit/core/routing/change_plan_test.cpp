#include "core/routing/change_plan.hpp"

#include <gmock/gmock.h>

#include <map>
#include <random>
#include <set>
#include <span>

namespace mfp::core {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

RoutePtr way(const std::string& source, const std::string& target, std::optional<std::uint8_t> qos = std::nullopt) {
  Route route{source + " -> " + target,
              *TopicFilter::parse(source),
              *TopicName::parse(target),
              qos,
              RetainPolicy::keep,
              nullptr,
              ValueType::any};
  return std::make_shared<const Route>(std::move(route));
}

std::string as_text(const ChangeStep& step) {
  switch (step.kind) {
    case ChangeStep::Kind::subscribe:
      return "subscribe " + step.filter;
    case ChangeStep::Kind::exchange:
      return "exchange " + step.filter;
    case ChangeStep::Kind::unsubscribe:
      return "unsubscribe " + step.filter;
    case ChangeStep::Kind::wait:
      break;
  }
  return "wait";
}

std::vector<std::string> plan_texts(const RouteTable& running, const std::vector<RoutePtr>& wanted) {
  std::vector<std::string> texts;
  for (const ChangeStep& step : change_plan(running, difference(running, wanted))) texts.push_back(as_text(step));
  return texts;
}

TEST(ChangePlanTest, LeavesAloneWhatStays) {
  const RouteTable running(std::vector{way("a", "x"), way("b", "y")});
  EXPECT_THAT(plan_texts(running, {way("b", "y"), way("a", "x")}), IsEmpty());
}

TEST(ChangePlanTest, ExchangesTheRoutesOfAFilterThatStays) {
  const RouteTable running(std::vector{way("a", "x"), way("b", "y")});
  EXPECT_THAT(plan_texts(running, {way("a", "z"), way("b", "y")}), ElementsAre("exchange a"));
}

TEST(ChangePlanTest, AChangedOptionIsAnotherRoute) {
  const RouteTable running(std::vector{way("a", "x")});
  EXPECT_THAT(plan_texts(running, {way("a", "x", 1)}), ElementsAre("exchange a"));
}

TEST(ChangePlanTest, TheNewComesBeforeTheOldGoes) {
  const RouteTable running(std::vector{way("a/+", "x")});
  EXPECT_THAT(plan_texts(running, {way("a/b", "x")}), ElementsAre("subscribe a/b", "unsubscribe a/+"));
}

TEST(ChangePlanTest, TheOldGoesFirstWhereBothWouldFormACycle) {
  const RouteTable running(std::vector{way("b", "a"), way("c", "d")});
  EXPECT_THAT(plan_texts(running, {way("a", "b")}),
              ElementsAre("unsubscribe b", "unsubscribe c", "wait", "subscribe a"));
}

TEST(ChangePlanTest, WhatHasNothingToDoWithTheCycleDoesNotWait) {
  const RouteTable running(std::vector{way("b", "a"), way("c", "d"), way("e", "f")});
  EXPECT_THAT(plan_texts(running, {way("a", "b"), way("h", "d"), way("e", "g")}),
              ElementsAre("subscribe h", "exchange e", "unsubscribe b", "unsubscribe c", "wait", "subscribe a"));
}

TEST(ChangePlanTest, SeesCyclesThroughFiltersThatStayAndWildcards) {
  const RouteTable running(std::vector{way("a", "x"), way("y/+", "a")});
  EXPECT_THAT(plan_texts(running, {way("a", "y/1")}), ElementsAre("unsubscribe y/+", "wait", "exchange a"));
}

TEST(ChangePlanTest, AFilterThatTakesOverFromOneThatStaysIsSubscribedFirst) {
  const RouteTable running(std::vector{way("a/+", "x"), way("a/+", "y")});
  EXPECT_THAT(plan_texts(running, {way("a/+", "y"), way("a/b", "x")}),
              ElementsAre("subscribe a/b", "wait", "exchange a/+"));
}

TEST(ChangePlanTest, RoutesThatStayKeepTheirIdentity) {
  const RoutePtr stays = way("a", "x");
  const RouteTable running(std::vector{stays, way("a", "y")});
  const NextRoutes next = difference(running, std::vector{way("a", "z"), way("a", "x")});
  ASSERT_EQ(next.size(), 1U);
  EXPECT_EQ(next.at("a")[1], stays);
}

TEST(ChangePlanTest, WhatIsLeavingIsSubscribedAnew) {
  RouteTable running(std::vector{way("a", "x")});
  running.leave("a");
  EXPECT_THAT(plan_texts(running, {way("a", "x")}), ElementsAre("subscribe a"));
  EXPECT_EQ(running.size(), 0U);
}

TEST(RouteTableTest, AFilterKeepsItsIdentifierUntilItIsErased) {
  RouteTable table(std::vector{way("a/+", "x"), way("a/b", "y")});
  const std::uint32_t id = table.find("a/+")->id;
  table.leave("a/+");
  EXPECT_EQ(table.find(id)->filter.text(), "a/+");
  table.use(*TopicFilter::parse("a/+"), {way("a/+", "z")});
  EXPECT_EQ(table.find("a/+")->id, id);
  table.erase("a/+");
  EXPECT_EQ(table.find(id), nullptr);
  std::vector<std::string> matches;
  table.for_each_match("a/b", [&](const Subscription& subscription) { matches.push_back(subscription.filter.text()); });
  EXPECT_THAT(matches, ElementsAre("a/b"));
}

/// Plays random changes on a small set of topics and looks at the routes in force after each step.
class RandomChanges {
 public:
  explicit RandomChanges(unsigned seed) : chance_(seed) {}

  void run() {
    for (int round = 0; round < 60; ++round) {
      const std::vector<RoutePtr> wanted = random_routes();
      change_to(wanted);
      check_same_as_fresh(wanted);
    }
  }

 private:
  using Ways = std::set<std::pair<std::string, std::string>>;

  std::size_t number(std::size_t below) { return std::uniform_int_distribution<std::size_t>(0, below - 1)(chance_); }

  std::vector<RoutePtr> random_routes() {
    std::vector<RoutePtr> routes;
    for (std::size_t count = number(9); count > 0; --count) {
      routes.push_back(way(filters[number(filters.size())], topics[number(topics.size())]));
      if (has_cycle(ways_of(routes))) routes.pop_back();
    }
    return routes;
  }

  /// From each topic to each topic that its messages get to in one step.
  static Ways ways_of(const std::vector<RoutePtr>& routes) {
    Ways ways;
    for (const RoutePtr& route : routes) {
      for (const std::string& topic : topics) {
        if (route->source.matches(topic)) ways.emplace(topic, route->target.text());
      }
    }
    return ways;
  }

  static bool has_cycle(Ways ways) {
    // Takes away what leads nowhere until nothing changes; what is left goes round.
    for (std::size_t before = 0; before != ways.size();) {
      before = ways.size();
      std::set<std::string> sources;
      for (const auto& [from, to] : ways) sources.insert(from);
      std::erase_if(ways, [&](const auto& step) { return !sources.contains(step.second); });
    }
    return !ways.empty();
  }

  std::vector<RoutePtr> in_force() const {
    std::vector<RoutePtr> routes;
    for (const Subscription* subscription : table_.subscriptions()) {
      routes.insert(routes.end(), subscription->routes.begin(), subscription->routes.end());
    }
    return routes;
  }

  void change_to(const std::vector<RoutePtr>& wanted) {
    const Ways before = ways_of(wanted_);
    const Ways after = ways_of(wanted);
    Ways both;
    std::set_intersection(before.begin(), before.end(), after.begin(), after.end(), std::inserter(both, both.end()));
    const auto steps = change_plan(table_, difference(table_, wanted));
    // Only to keep out of a cycle something may come after something else went.
    const auto is_new = [](const ChangeStep& step) { return step.kind == ChangeStep::Kind::subscribe; };
    const auto wait = std::find_if(steps.begin(), steps.end(),
                                   [](const ChangeStep& step) { return step.kind == ChangeStep::Kind::wait; });
    const bool old_first = wait != steps.end() &&
                           (!std::all_of(steps.begin(), wait, is_new) || std::any_of(wait, steps.end(), is_new) ||
                            std::any_of(wait + 1, steps.end(),
                                        [](const ChangeStep& step) { return step.kind == ChangeStep::Kind::wait; }));
    for (std::size_t i = 0; i < steps.size();) {
      // No message is routed before the next wait: only the packets to the broker leave one after another.
      const std::set<std::string> subscribed = filters_in_force();
      const std::size_t first = i;
      while (i < steps.size() && steps[i].kind != ChangeStep::Kind::wait) take(steps[i++]);
      EXPECT_FALSE(has_cycle(ways_of(in_force())));
      check_stays(wanted);
      if (!old_first) check_no_gap(both, subscribed, std::span(steps).subspan(first, i - first));
      if (i < steps.size()) take(steps[i++]);
    }
    if (number(2) == 0) table_.erase_leaving();
    wanted_ = wanted;
  }

  std::set<std::string> filters_in_force() const {
    std::set<std::string> filters_now;
    for (const Subscription* subscription : table_.subscriptions()) {
      if (!subscription->leaving) filters_now.insert(subscription->filter.text());
    }
    return filters_now;
  }

  /// What both the old and the new routes deliver comes through at each moment: by a filter that the broker has at
  /// that moment, of those that it was told so far.
  void check_no_gap(const Ways& both, std::set<std::string> subscribed, std::span<const ChangeStep> steps) const {
    const auto check = [&] {
      std::vector<RoutePtr> routes = in_force();
      std::erase_if(routes, [&](const RoutePtr& route) { return !subscribed.contains(route->source.text()); });
      const Ways ways = ways_of(routes);
      EXPECT_TRUE(std::includes(ways.begin(), ways.end(), both.begin(), both.end()));
    };
    check();
    for (const ChangeStep& step : steps) {
      if (step.kind == ChangeStep::Kind::subscribe) subscribed.insert(step.filter);
      if (step.kind == ChangeStep::Kind::unsubscribe) subscribed.erase(step.filter);
      check();
    }
  }

  void check_stays(const std::vector<RoutePtr>& wanted) const {
    const std::vector<RoutePtr> routes = in_force();
    for (const RoutePtr& route : wanted) {
      const auto is_equal = [&](const RoutePtr& other) { return same_route(*route, *other); };
      const bool stays = std::any_of(wanted_.begin(), wanted_.end(), is_equal);
      EXPECT_TRUE(!stays || std::any_of(routes.begin(), routes.end(), is_equal)) << route->name;
    }
  }

  void take(const ChangeStep& step) {
    switch (step.kind) {
      case ChangeStep::Kind::subscribe:
      case ChangeStep::Kind::exchange:
        table_.use(step.routes.front()->source, step.routes);
        break;
      case ChangeStep::Kind::unsubscribe:
        table_.leave(step.filter);
        break;
      case ChangeStep::Kind::wait:
        table_.erase_leaving();
        break;
    }
  }

  void check_same_as_fresh(const std::vector<RoutePtr>& wanted) const {
    std::multiset<std::string> running;
    for (const Subscription* subscription : table_.subscriptions()) {
      if (subscription->leaving) continue;
      for (const RoutePtr& route : subscription->routes) running.insert(subscription->filter.text() + route->name);
    }
    std::multiset<std::string> fresh;
    for (const RoutePtr& route : wanted) fresh.insert(route->source.text() + route->name);
    EXPECT_EQ(running, fresh);
    EXPECT_EQ(table_.size(), wanted.size());
    EXPECT_THAT(difference(table_, wanted), IsEmpty());
  }

  static inline const std::vector<std::string> topics{"a", "b", "c", "d/1", "d/2", "d/3"};
  static inline const std::vector<std::string> filters{"a", "b", "c", "d/1", "d/2", "d/+", "#", "+/1"};

  std::minstd_rand chance_;
  RouteTable table_;
  std::vector<RoutePtr> wanted_;
};

TEST(ChangePlanTest, EndsLikeAFreshStartWithoutAGapOrACycleOnTheWay) {
  for (unsigned seed = 1; seed <= 200 && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    RandomChanges(seed).run();
  }
}

}  // namespace
}  // namespace mfp::core
