#include "core/route_table.hpp"

#include <algorithm>

#include "core/relay.hpp"
#include "core/text.hpp"

namespace mfp::core {

namespace {

/// The largest subscription identifier (MQTT 5 section 3.8.2.1.2).
constexpr std::uint32_t largest_identifier = 268435455;

Route route_of(const Relay& relay) {
  // Ports were checked when they were made: an inport's topic has no wildcard.
  return Route{port_name(*relay.participant, *relay.port),
               *TopicName::parse(relay.target()),
               relay.port->qos,
               relay.port->retain,
               relay.port->conversion,
               value_type_of(relay.port->type)};
}

}  // namespace

RouteTable::RouteTable(std::span<const Participant> participants) {
  std::vector<Relay> relays;
  for_each_relay(participants, [&](const Relay& relay) { relays.push_back(relay); });
  std::stable_sort(relays.begin(), relays.end(),
                   [](const Relay& a, const Relay& b) { return a.source() < b.source(); });
  routes_.reserve(relays.size());
  for (const Relay& relay : relays) {
    if (subscriptions_.empty() || subscriptions_.back().filter.text() != relay.source()) {
      const auto first = static_cast<std::uint32_t>(routes_.size());
      subscriptions_.push_back({free_identifier(relay.source()), *TopicFilter::parse(relay.source()), first, 0, false});
      by_id_.emplace(subscriptions_.back().id, static_cast<std::uint32_t>(subscriptions_.size() - 1));
    }
    ++subscriptions_.back().routes;
    subscriptions_.back().carries_state |= relay.port->retain != RetainPolicy::never;
    routes_.push_back(route_of(relay));
  }
  for (std::uint32_t i = 0; i < subscriptions_.size(); ++i) index_.insert(subscriptions_[i].filter.text(), i);
}

std::span<const Route> RouteTable::routes(const Subscription& subscription) const {
  return std::span(routes_).subspan(subscription.first_route, subscription.routes);
}

const Subscription* RouteTable::find(std::uint32_t id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &subscriptions_[found->second];
}

std::uint32_t RouteTable::free_identifier(std::string_view filter) const {
  auto id = static_cast<std::uint32_t>(stable_hash(filter) % largest_identifier);
  while (by_id_.contains(id + 1)) id = (id + 1) % largest_identifier;
  return id + 1;
}

}  // namespace mfp::core
