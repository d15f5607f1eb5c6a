#include "core/routing/route.hpp"

#include <string_view>
#include <utility>

#include "core/conversion/conversion.hpp"
#include "core/model/relay.hpp"
#include "core/mqtt/filter_index.hpp"

namespace mfp::core {

namespace {

RoutePtr route_of(const Relay& relay) {
  // Ports were checked when they were made: an inport's topic has no wildcard.
  return std::make_shared<const Route>(Route{port_name(*relay.participant, *relay.port),
                                             *TopicFilter::parse(relay.source()), *TopicName::parse(relay.target()),
                                             relay.port->qos, relay.port->retain, relay.port->conversion,
                                             value_type_of(relay.port->type)});
}

bool same_conversion(const std::shared_ptr<const Conversion>& a, const std::shared_ptr<const Conversion>& b) {
  if (a == b) return true;
  return a && b && a->steps_hash() == b->steps_hash();
}

/// Whether `wide` lets through all that `narrow` does. Seen as a topic, `narrow` matches then; only its `#` stands for
/// more than a level can.
bool covers(const TopicFilter& wide, const TopicFilter& narrow) {
  return wide.matches(narrow.text()) && (!narrow.text().ends_with('#') || wide.text().ends_with('#'));
}

bool does_the_same(const Route& a, const Route& b) {
  return a.target == b.target && a.qos == b.qos && a.retain == b.retain && !a.conversion && !b.conversion;
}

void leave_out_covered(std::vector<RoutePtr>& routes) {
  std::vector<RoutePtr> wide;
  for (const RoutePtr& route : routes) {
    if (has_wildcard(route->source.text()) && !route->conversion) wide.push_back(route);
  }
  FilterIndex index;
  for (std::uint32_t i = 0; i < wide.size(); ++i) index.insert(wide[i]->source.text(), i);
  if (wide.empty()) return;
  std::erase_if(routes, [&](const RoutePtr& route) {
    bool covered = false;
    index.for_each_match(route->source.text(), [&](std::uint32_t i) {
      const Route& other = *wide[i];
      covered |= other.source != route->source && does_the_same(other, *route) && covers(other.source, route->source);
    });
    return covered;
  });
}

}  // namespace

bool same_route(const Route& a, const Route& b) {
  return a.source == b.source && a.target == b.target && a.qos == b.qos && a.retain == b.retain && a.type == b.type &&
         a.name == b.name && same_conversion(a.conversion, b.conversion);
}

std::vector<RoutePtr> routes_of(std::span<const Participant> participants) {
  std::vector<RoutePtr> routes;
  for_each_relay(participants, [&](const Relay& relay) { routes.push_back(route_of(relay)); });
  leave_out_covered(routes);
  return routes;
}

RoutePtr edge_route(std::string name, const TopicName& source, TopicName target) {
  return std::make_shared<const Route>(Route{std::move(name), *TopicFilter::parse(source.text()), std::move(target),
                                             std::nullopt, RetainPolicy::never, nullptr, ValueType::any});
}

}  // namespace mfp::core
