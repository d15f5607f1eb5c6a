#include "core/routing/change_plan.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

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

/// Looks for messages that could go round while old and new routes are in force together: a depth-first walk from the
/// new routes' targets. It keeps its own stack, as a chain of routes may be longer than the program's.
class MixedCycleSearch {
 public:
  /// The filters of `late` have their next routes only later.
  MixedCycleSearch(const RouteTable& running, const NextRoutes& next, Exchange exchange, const Filters& late)
      : running_(running), next_(next), exchange_(exchange), late_(late) {
    for (const auto& [filter, routes] : next) {
      if (!routes.empty() && running.find(filter) == nullptr && !late.contains(filter)) fresh_.push_back(&routes);
    }
    for (std::uint32_t i = 0; i < fresh_.size(); ++i) fresh_index_.insert(fresh_[i]->front()->source.text(), i);
  }

  /// The filters whose new routes are part of a cycle; none when there is no cycle.
  Filters run() {
    for (const auto& [filter, routes] : next_) {
      if (late_.contains(filter)) continue;
      for (const RoutePtr& route : routes) {
        if (Filters found = cycle_from({route->target.text(), filter}); !found.empty()) return found;
      }
    }
    return {};
  }

 private:
  enum class Mark : std::uint8_t { on_path, done };
  /// Where messages get to, and by whose new routes; empty for running ones.
  struct Way {
    std::string_view topic;
    std::string_view by;
  };
  struct Step {
    Way way;
    std::vector<Way> on;
  };

  /// All ways on from a topic while both are in force.
  std::vector<Way> ways_from(std::string_view topic) const {
    std::vector<Way> ways;
    const auto add = [&](const std::vector<RoutePtr>& routes, std::string_view by) {
      for (const RoutePtr& route : routes) ways.push_back({route->target.text(), by});
    };
    running_.for_each_match(topic, [&](const Subscription& subscription) {
      const auto next = next_.find(subscription.filter.text());
      const bool comes = next != next_.end() && !next->second.empty() && !late_.contains(next->first);
      // A filter that stays has its routes exchanged; one that goes keeps them for a while.
      const bool exchanged = comes && !subscription.leaving && exchange_ == Exchange::at_once;
      if (!exchanged && !subscription.released) add(subscription.routes, {});
      if (comes) add(next->second, next->first);
    });
    fresh_index_.for_each_match(topic, [&](std::uint32_t i) { add(*fresh_[i], fresh_[i]->front()->source.text()); });
    return ways;
  }

  Filters cycle_from(const Way& start) {
    if (!marks_.emplace(start.topic, Mark::on_path).second) return {};
    std::vector<Step> path;
    path.push_back({start, ways_from(start.topic)});
    while (!path.empty()) {
      if (path.back().on.empty()) {
        marks_[path.back().way.topic] = Mark::done;
        path.pop_back();
        continue;
      }
      const Way next = path.back().on.back();
      path.back().on.pop_back();
      const auto [known, is_new] = marks_.emplace(next.topic, Mark::on_path);
      if (is_new) {
        path.push_back({next, ways_from(next.topic)});
      } else if (known->second == Mark::on_path) {
        return new_filters_of(path, next);
      }
    }
    return {};
  }

  /// Of the cycle that `last`, from the path's end, closes.
  static Filters new_filters_of(const std::vector<Step>& path, const Way& last) {
    Filters filters;
    if (!last.by.empty()) filters.emplace(last.by);
    for (auto step = path.rbegin(); step->way.topic != last.topic; ++step) {
      if (!step->way.by.empty()) filters.emplace(step->way.by);
    }
    return filters;
  }

  const RouteTable& running_;
  const NextRoutes& next_;
  Exchange exchange_;
  const Filters& late_;
  /// Next routes of filters that are not running.
  std::vector<const std::vector<RoutePtr>*> fresh_;
  FilterIndex fresh_index_;
  std::unordered_map<std::string_view, Mark> marks_;
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
    Filters found = MixedCycleSearch(running, next, exchange, late).run();
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
