#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/mqtt/filter_index.hpp"
#include "core/routing/route.hpp"

namespace mfp::core {

/// One SUBSCRIBE: its filter, the identifier the broker sends back with each message, and its routes.
struct Subscription {
  std::uint32_t id = 0;
  TopicFilter filter;
  std::vector<RoutePtr> routes;
  /// Nobody wants it any more, but messages may still come until the broker has let go of it.
  bool leaving = false;
  /// The broker has let go of it as well; only what it had queued by then may still come.
  bool released = false;

  /// Retained messages are state that the targets should have again after each connect: some route keeps the flag.
  [[nodiscard]] bool carries_state() const;
};

/// The routes in force, grouped by the filter that feeds them. Not movable, since the index borrows the filters' texts.
class RouteTable {
 public:
  RouteTable() = default;
  explicit RouteTable(std::span<const RoutePtr> routes);
  RouteTable(const RouteTable&) = delete;
  RouteTable& operator=(const RouteTable&) = delete;
  ~RouteTable() = default;

  /// The subscription with this identifier, or null. Cost: O(1). Identifiers derive from the filter's
  /// text, so they mean the same after a restart: a resumed session delivers messages under those of the former run.
  [[nodiscard]] const Subscription* find(std::uint32_t id) const;
  [[nodiscard]] const Subscription* find(std::string_view filter) const;

  /// Calls `visit(subscription)` for each one whose filter matches; for messages that come without an identifier.
  template <class Visit>
  void for_each_match(std::string_view topic, Visit visit) const {
    index_.for_each_match(topic, [&](std::uint32_t id) { visit(subscriptions_.at(id)); });
  }

  /// All of them, by their filters' texts.
  [[nodiscard]] std::vector<const Subscription*> subscriptions() const;
  /// Whether the broker still has filters that nobody wants.
  [[nodiscard]] bool has_leaving() const { return leaving_ > 0; }
  [[nodiscard]] bool empty() const { return subscriptions_.empty(); }
  /// How many routes are wanted.
  [[nodiscard]] std::size_t size() const;

  /// Adds a route to those of its filter.
  void add(const RoutePtr& route);
  /// From now on the messages of this filter go these ways, at least one. What was leaving is wanted again.
  const Subscription& use(const TopicFilter& filter, std::vector<RoutePtr> routes);
  /// Nobody wants the filter any more; its routes stay until `erase`.
  void leave(std::string_view filter);
  /// The broker has let go of a filter that is leaving.
  void release(std::string_view filter);
  /// Forgets a filter, with its routes.
  void erase(std::string_view filter);
  /// Forgets all that are leaving.
  void erase_leaving();

 private:
  Subscription* find_mutable(std::string_view filter);
  [[nodiscard]] std::uint32_t free_identifier(std::string_view filter) const;

  /// Nodes of a map stay where they are.
  std::unordered_map<std::uint32_t, Subscription> subscriptions_;
  FilterIndex index_;
  std::size_t leaving_ = 0;
};

}  // namespace mfp::core
