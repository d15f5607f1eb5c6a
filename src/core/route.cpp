#include "core/route.hpp"

#include <utility>

#include "core/conversion.hpp"
#include "core/relay.hpp"

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

}  // namespace

bool same_route(const Route& a, const Route& b) {
  return a.source == b.source && a.target == b.target && a.qos == b.qos && a.retain == b.retain && a.type == b.type &&
         a.name == b.name && same_conversion(a.conversion, b.conversion);
}

std::vector<RoutePtr> routes_of(std::span<const Participant> participants) {
  std::vector<RoutePtr> routes;
  for_each_relay(participants, [&](const Relay& relay) { routes.push_back(route_of(relay)); });
  return routes;
}

RoutePtr edge_route(std::string name, TopicName source, TopicName target) {
  return std::make_shared<const Route>(Route{std::move(name), *TopicFilter::parse(source.text()), std::move(target),
                                             std::nullopt, RetainPolicy::never, nullptr, ValueType::any});
}

}  // namespace mfp::core
