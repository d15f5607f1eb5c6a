#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/routing/route_table.hpp"

namespace mfp::core {

/// By filter: its routes from now on, none when nobody wants it any more. Filters that are not named stay as they are.
using NextRoutes = std::map<std::string, std::vector<RoutePtr>, std::less<>>;

/// What has to change so that `running` does what `wanted` says. Routes that are equal keep their identity, and filters
/// whose routes are all equal are not named. What is leaving counts as not running.
[[nodiscard]] NextRoutes difference(const RouteTable& running, std::span<const RoutePtr> wanted);

/// One step from the running routes to the next ones.
struct ChangeStep {
  enum class Kind : std::uint8_t {
    /// Subscribe to a filter, whose routes are in force from the first message on.
    subscribe,
    /// Exchange the routes of a filter that stays subscribed: no message falls between.
    exchange,
    /// Unsubscribe; the routes stay in force until the broker has let go, so that what it sent before goes its way.
    unsubscribe,
    /// Go on only when the broker has answered all that was sent so far, and let go of what was unsubscribed.
    wait
  };
  Kind kind = Kind::wait;
  /// Empty for `wait`.
  std::string filter;
  std::vector<RoutePtr> routes;

  friend bool operator==(const ChangeStep&, const ChangeStep&) = default;
};

/// The steps from the running routes to the next ones; those up to a `wait` are to be taken together, with no message
/// routed between them. What is new comes first and what is old goes last, so that a
/// message that both would deliver is delivered all the time. Only new routes that would form a cycle with old ones
/// wait until these are gone. The next routes by themselves must have no cycle. Cost: O(next), and when something
/// goes, O(what can be reached from the new routes).
[[nodiscard]] std::vector<ChangeStep> change_plan(const RouteTable& running, const NextRoutes& next);

}  // namespace mfp::core
