#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/conversion/value/value_type.hpp"
#include "core/model/participant.hpp"
#include "core/mqtt/topic.hpp"

namespace mfp::core {

/// What becomes of a message that a filter let through: where it goes, and how.
struct Route {
  /// `heater.TEMPERATURE`, of an edge `heater.TEMPERATURE -> display.TEXT`: for messages to a person.
  std::string name;
  TopicFilter source;
  TopicName target;
  /// Nothing: the QoS that the message came with.
  std::optional<std::uint8_t> qos;
  RetainPolicy retain = RetainPolicy::keep;
  /// Null: the payload passes as it is, and `type` only tells when it does not look like it should.
  std::shared_ptr<const Conversion> conversion;
  ValueType type = ValueType::any;
};

/// Shared, since messages of a route that is gone may still be on their way.
using RoutePtr = std::shared_ptr<const Route>;

/// Whether both do the same with each message. Conversions are compared by their steps.
[[nodiscard]] bool same_route(const Route& a, const Route& b);

/// The routes of all relays, in declaration order. Where filters overlap, messages of one target come over the wider
/// one alone: a route is left out when another one takes all its messages to the same place in the same way.
[[nodiscard]] std::vector<RoutePtr> routes_of(std::span<const Participant> participants);

/// The route of an edge between two queues. Conversion belongs to ports, never to edges; and a retained message would
/// be a command to the target at each of its reconnects, so the flag is not passed on.
[[nodiscard]] RoutePtr edge_route(std::string name, const TopicName& source, TopicName target);

}  // namespace mfp::core
