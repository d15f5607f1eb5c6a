#include "core/routing/change_plan.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/graph/cycle_search.hpp"

namespace mfp::core {

namespace {

bool is_running(const Subscription* subscription) { return subscription != nullptr && !subscription->leaving; }

/// `wanted`, with the running ones in place of those that are equal; `changed` receives whether any other is left.
std::vector<RoutePtr> with_identity(std::vector<RoutePtr> wanted, const Subscription* running, bool& changed) {
  changed = !is_running(running) || running->routes.size() != wanted.size();
  if (!is_running(running)) return wanted;
  std::vector<RoutePtr> rest = running->routes;
  for (RoutePtr& route : wanted) {
    const auto equal = std::find_if(rest.begin(), rest.end(),
                                    [&](const RoutePtr& known) { return known && same_route(*known, *route); });
    if (equal == rest.end()) {
      changed = true;
    } else {
      route = std::exchange(*equal, nullptr);
    }
  }
  return wanted;
}

/// Whether filters that stay have their new routes at once, or when the broker has answered what came before.
enum class Exchange : std::uint8_t { at_once, later };

using Filters = std::set<std::string, std::less<>>;

/// The hops of messages while old and new routes are in force together. Those of new routes have the number of their
/// filter in `next`.
class MixedGraph {
 public:
  /// The filters of `late` have their next routes only later.
  MixedGraph(const RouteTable& running, const NextRoutes& next, Exchange exchange, const Filters& late)
      : running_(running), exchange_(exchange) {
    for (const auto& [filter, routes] : next) {
      if (routes.empty() || late.contains(filter)) continue;
      const auto number = static_cast<std::uint32_t>(coming_.size());
      numbers_.emplace(filter, number);
      coming_.push_back({filter, &routes});
      if (running.find(filter) == nullptr) fresh_index_.insert(filter, number);
    }
  }

  /// The filters whose new routes are part of a cycle; none when there is no cycle.
  [[nodiscard]] Filters filters_of_cycles() const {
    std::vector<NumberedHop> starts;
    for (std::uint32_t number = 0; number < coming_.size(); ++number) {
      visit_coming(number, [&](const NumberedHop& hop) { starts.push_back(hop); });
    }
    const CycleSearch search(starts,
                             [this](std::string_view topic, const VisitHop& visit) { visit_hops(topic, visit); });
    Filters filters;
    for (const HopCycle& cycle : search.shortest_cycles()) {
      for (const NumberedHop& hop : cycle) {
        if (hop.number != old_route) filters.emplace(coming_[hop.number].filter);
      }
    }
    return filters;
  }

 private:
  static constexpr std::uint32_t old_route = UINT32_MAX;
  struct Coming {
    std::string_view filter;
    const std::vector<RoutePtr>* routes;
  };

  void visit_coming(std::uint32_t number, const VisitHop& visit) const {
    for (const RoutePtr& route : *coming_[number].routes) visit({number, route->target.text()});
  }

  void visit_hops(std::string_view topic, const VisitHop& visit) const {
    running_.for_each_match(topic, [&](const Subscription& subscription) {
      const auto next = numbers_.find(subscription.filter.text());
      const bool comes = next != numbers_.end();
      // A filter that stays has its routes exchanged; one that goes keeps them for a while.
      const bool exchanged = comes && !subscription.leaving && exchange_ == Exchange::at_once;
      if (!exchanged && !subscription.released) {
        for (const RoutePtr& route : subscription.routes) visit({old_route, route->target.text()});
      }
      if (comes) visit_coming(next->second, visit);
    });
    fresh_index_.for_each_match(topic, [&](std::uint32_t number) { visit_coming(number, visit); });
  }

  const RouteTable& running_;
  Exchange exchange_;
  /// The next routes, by number, and the number by their filter.
  std::vector<Coming> coming_;
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
  /// Those of filters that are not running.
  FilterIndex fresh_index_;
};

struct Steps {
  std::vector<ChangeStep> subscribe;
  std::vector<ChangeStep> exchange;
  std::vector<ChangeStep> unsubscribe;
};

Steps sorted_steps(const RouteTable& running, const NextRoutes& next) {
  Steps steps;
  for (const auto& [filter, routes] : next) {
    const bool runs = is_running(running.find(filter));
    if (routes.empty()) {
      if (runs) steps.unsubscribe.push_back({ChangeStep::Kind::unsubscribe, filter, {}});
    } else if (runs) {
      steps.exchange.push_back({ChangeStep::Kind::exchange, filter, routes});
    } else {
      steps.subscribe.push_back({ChangeStep::Kind::subscribe, filter, routes});
    }
  }
  return steps;
}

/// Those whose new routes have to wait until old ones are gone, since together they would form a cycle.
Filters late_filters(const RouteTable& running, const NextRoutes& next, Exchange exchange) {
  constexpr int most_searches = 100;
  Filters late;
  for (int searches = 0; searches < most_searches; ++searches) {
    Filters found = MixedGraph(running, next, exchange, late).filters_of_cycles();
    if (found.empty()) return late;
    late.merge(found);
  }
  // So tangled a change takes its time.
  for (const auto& [filter, routes] : next) {
    if (!routes.empty()) late.insert(filter);
  }
  return late;
}

/// A new filter may get messages that those which stay got before, when one of them has a wildcard.
bool may_overlap(const Steps& steps) {
  const auto is_wide = [](const ChangeStep& step) { return has_wildcard(step.filter); };
  if (steps.subscribe.empty() || steps.exchange.empty()) return false;
  return std::any_of(steps.subscribe.begin(), steps.subscribe.end(), is_wide) ||
         std::any_of(steps.exchange.begin(), steps.exchange.end(), is_wide);
}

}  // namespace

NextRoutes difference(const RouteTable& running, std::span<const RoutePtr> wanted) {
  NextRoutes next;
  for (const RoutePtr& route : wanted) next[route->source.text()].push_back(route);
  for (const Subscription* subscription : running.subscriptions()) {
    if (!subscription->leaving) next.try_emplace(subscription->filter.text());
  }
  for (auto entry = next.begin(); entry != next.end();) {
    bool changed = false;
    entry->second = with_identity(std::move(entry->second), running.find(entry->first), changed);
    entry = changed ? std::next(entry) : next.erase(entry);
  }
  return next;
}

std::vector<ChangeStep> change_plan(const RouteTable& running, const NextRoutes& next) {
  Steps steps = sorted_steps(running, next);
  const Exchange exchange = may_overlap(steps) ? Exchange::later : Exchange::at_once;
  const bool something_lingers = running.has_leaving() || !steps.unsubscribe.empty() || exchange == Exchange::later;
  const Filters late = something_lingers ? late_filters(running, next, exchange) : Filters{};
  std::vector<ChangeStep> plan;
  std::vector<ChangeStep> rest;
  const auto append = [&](std::vector<ChangeStep>& part) {
    for (ChangeStep& step : part) (late.contains(step.filter) ? rest : plan).push_back(std::move(step));
  };
  append(steps.subscribe);
  if (exchange == Exchange::later && !plan.empty()) plan.emplace_back();
  append(steps.exchange);
  append(steps.unsubscribe);
  if (!rest.empty()) plan.emplace_back();
  std::move(rest.begin(), rest.end(), std::back_inserter(plan));
  return plan;
}

}  // namespace mfp::core
