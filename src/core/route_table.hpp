#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/filter_index.hpp"
#include "core/participant.hpp"
#include "core/topic.hpp"
#include "core/value_type.hpp"

namespace mfp::core {

/// What becomes of a message that a filter let through: where it goes, and how.
struct Route {
  /// `heater.TEMPERATURE`, for messages to a person.
  std::string name;
  TopicName target;
  /// Nothing: the QoS that the message came with.
  std::optional<std::uint8_t> qos;
  RetainPolicy retain = RetainPolicy::keep;
  /// Null: the payload passes as it is, and `type` only tells when it does not look like it should.
  std::shared_ptr<const Conversion> conversion;
  ValueType type = ValueType::any;
};

/// One SUBSCRIBE: its filter, the identifier the broker sends back with each message, and its routes.
struct Subscription {
  std::uint32_t id = 0;
  TopicFilter filter;
  std::uint32_t first_route = 0;
  std::uint32_t routes = 0;
  /// Retained messages are state that the targets should have again after each connect: some route keeps the flag.
  bool carries_state = false;
};

/// All routes of a running set, grouped by the filter that feeds them. Immutable once built; not movable, since the
/// index borrows the filters' texts.
class RouteTable {
 public:
  explicit RouteTable(std::span<const Participant> participants);
  RouteTable(const RouteTable&) = delete;
  RouteTable& operator=(const RouteTable&) = delete;

  [[nodiscard]] std::span<const Subscription> subscriptions() const { return subscriptions_; }
  [[nodiscard]] std::span<const Route> routes() const { return routes_; }
  [[nodiscard]] std::span<const Route> routes(const Subscription& subscription) const;

  /// The subscription with this identifier, or null. Cost: O(1). Identifiers derive from the filter's text, so they
  /// mean the same after a restart: a resumed session delivers messages under those of the former run.
  [[nodiscard]] const Subscription* find(std::uint32_t id) const;

  /// Calls `visit(subscription)` for each one whose filter matches; for messages that come without an identifier.
  template <class Visit>
  void for_each_match(std::string_view topic, Visit visit) const {
    index_.for_each_match(topic, [&](std::uint32_t i) { visit(subscriptions_[i]); });
  }

 private:
  std::uint32_t free_identifier(std::string_view filter) const;

  std::vector<Route> routes_;
  std::vector<Subscription> subscriptions_;
  std::unordered_map<std::uint32_t, std::uint32_t> by_id_;
  FilterIndex index_;
};

}  // namespace mfp::core
