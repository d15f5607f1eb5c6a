#include "core/change_plan.hpp"

#include <algorithm>
#include <iterator>
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

/// Whether messages could go round while old and new routes are in force together: a depth-first walk from the new
/// routes' targets. It keeps its own stack, as a chain of routes may be longer than the program's.
class MixedCircleSearch {
 public:
  MixedCircleSearch(const RouteTable& running, const NextRoutes& next, Exchange exchange)
      : running_(running), next_(next), exchange_(exchange) {
    for (const auto& [filter, routes] : next) {
      if (running.find(filter) == nullptr) fresh_filters_.push_back(&routes);
    }
    for (std::uint32_t i = 0; i < fresh_filters_.size(); ++i) {
      if (!fresh_filters_[i]->empty()) fresh_.insert(fresh_filters_[i]->front()->source.text(), i);
    }
  }

  bool run() {
    for (const auto& [filter, routes] : next_) {
      for (const RoutePtr& route : routes) {
        if (circle_from(route->target.text())) return true;
      }
    }
    return false;
  }

 private:
  enum class Mark : std::uint8_t { on_path, done };
  struct Step {
    std::string_view topic;
    std::vector<std::string_view> targets;
  };

  /// All ways on from a topic while both are in force.
  std::vector<std::string_view> targets_of(std::string_view topic) const {
    std::vector<std::string_view> targets;
    const auto add = [&](const std::vector<RoutePtr>& routes) {
      for (const RoutePtr& route : routes) targets.emplace_back(route->target.text());
    };
    running_.for_each_match(topic, [&](const Subscription& subscription) {
      const auto next = next_.find(subscription.filter.text());
      const bool exchanged_at_once =
          next != next_.end() && !next->second.empty() && !subscription.leaving && exchange_ == Exchange::at_once;
      if (!exchanged_at_once) add(subscription.routes);
      if (next != next_.end()) add(next->second);
    });
    fresh_.for_each_match(topic, [&](std::uint32_t i) { add(*fresh_filters_[i]); });
    return targets;
  }

  bool circle_from(std::string_view start) {
    if (!marks_.emplace(start, Mark::on_path).second) return false;
    std::vector<Step> path;
    path.push_back({start, targets_of(start)});
    while (!path.empty()) {
      if (path.back().targets.empty()) {
        marks_[path.back().topic] = Mark::done;
        path.pop_back();
        continue;
      }
      const std::string_view next = path.back().targets.back();
      path.back().targets.pop_back();
      const auto [known, is_new] = marks_.emplace(next, Mark::on_path);
      if (is_new) {
        path.push_back({next, targets_of(next)});
      } else if (known->second == Mark::on_path) {
        return true;
      }
    }
    return false;
  }

  const RouteTable& running_;
  const NextRoutes& next_;
  Exchange exchange_;
  std::vector<const std::vector<RoutePtr>*> fresh_filters_;
  FilterIndex fresh_;
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

/// A new filter may get messages that those which stay got before, when one of them has a wildcard.
bool may_overlap(const Steps& steps) {
  const auto has_wildcard = [](const ChangeStep& step) { return step.filter.find_first_of("+#") != std::string::npos; };
  if (steps.subscribe.empty() || steps.exchange.empty()) return false;
  return std::any_of(steps.subscribe.begin(), steps.subscribe.end(), has_wildcard) ||
         std::any_of(steps.exchange.begin(), steps.exchange.end(), has_wildcard);
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
  std::vector<ChangeStep> plan;
  const auto append = [&plan](std::vector<ChangeStep>& part) {
    std::move(part.begin(), part.end(), std::back_inserter(plan));
  };
  if (something_lingers && MixedCircleSearch(running, next, exchange).run()) {
    append(steps.unsubscribe);
    plan.emplace_back();
    append(steps.exchange);
    append(steps.subscribe);
  } else {
    append(steps.subscribe);
    if (exchange == Exchange::later) plan.emplace_back();
    append(steps.exchange);
    append(steps.unsubscribe);
  }
  return plan;
}

}  // namespace mfp::core
