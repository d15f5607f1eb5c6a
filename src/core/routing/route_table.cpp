#include "core/routing/route_table.hpp"

#include <algorithm>
#include <utility>

#include "core/text/text.hpp"

namespace mfp::core {

namespace {

/// The largest subscription identifier (MQTT 5 section 3.8.2.1.2).
constexpr std::uint32_t largest_identifier = 268435455;

}  // namespace

bool Subscription::carries_state() const {
  return std::any_of(routes.begin(), routes.end(),
                     [](const RoutePtr& route) { return route->retain != RetainPolicy::never; });
}

RouteTable::RouteTable(std::span<const RoutePtr> routes) {
  for (const RoutePtr& route : routes) add(route);
}

void RouteTable::add(const RoutePtr& route) {
  if (Subscription* known = find_mutable(route->source.text())) {
    known->routes.push_back(route);
  } else {
    use(route->source, {route});
  }
}

const Subscription* RouteTable::find(std::uint32_t id) const {
  const auto found = subscriptions_.find(id);
  return found == subscriptions_.end() ? nullptr : &found->second;
}

const Subscription* RouteTable::find(std::string_view filter) const {
  const auto id = index_.find(filter);
  return id ? find(*id) : nullptr;
}

Subscription* RouteTable::find_mutable(std::string_view filter) {
  const auto id = index_.find(filter);
  return id ? &subscriptions_.at(*id) : nullptr;
}

std::vector<const Subscription*> RouteTable::subscriptions() const {
  std::vector<const Subscription*> all;
  all.reserve(subscriptions_.size());
  for (const auto& [id, subscription] : subscriptions_) all.push_back(&subscription);
  std::sort(all.begin(), all.end(),
            [](const Subscription* a, const Subscription* b) { return a->filter.text() < b->filter.text(); });
  return all;
}

std::size_t RouteTable::size() const {
  std::size_t count = 0;
  for (const auto& [id, subscription] : subscriptions_) count += subscription.leaving ? 0 : subscription.routes.size();
  return count;
}

const Subscription& RouteTable::use(const TopicFilter& filter, std::vector<RoutePtr> routes) {
  if (Subscription* known = find_mutable(filter.text())) {
    known->routes = std::move(routes);
    if (known->leaving && !known->released) --leaving_;
    known->leaving = false;
    known->released = false;
    return *known;
  }
  const std::uint32_t id = free_identifier(filter.text());
  Subscription& fresh = subscriptions_.emplace(id, Subscription{id, filter, std::move(routes)}).first->second;
  index_.insert(fresh.filter.text(), id);
  return fresh;
}

void RouteTable::leave(std::string_view filter) {
  Subscription* known = find_mutable(filter);
  if (known != nullptr && !std::exchange(known->leaving, true)) ++leaving_;
}

void RouteTable::release(std::string_view filter) {
  Subscription* known = find_mutable(filter);
  if (known != nullptr && known->leaving && !std::exchange(known->released, true)) --leaving_;
}

void RouteTable::erase(std::string_view filter) {
  const Subscription* known = find(filter);
  if (known == nullptr) return;
  if (known->leaving && !known->released) --leaving_;
  index_.erase(known->filter.text());
  subscriptions_.erase(known->id);
}

void RouteTable::erase_leaving() {
  std::vector<std::string> filters;
  for (const auto& [id, subscription] : subscriptions_) {
    if (subscription.leaving) filters.push_back(subscription.filter.text());
  }
  for (const std::string& filter : filters) erase(filter);
}

std::uint32_t RouteTable::free_identifier(std::string_view filter) const {
  auto id = static_cast<std::uint32_t>(stable_hash(filter) % largest_identifier);
  while (subscriptions_.contains(id + 1)) id = (id + 1) % largest_identifier;
  return id + 1;
}

}  // namespace mfp::core
