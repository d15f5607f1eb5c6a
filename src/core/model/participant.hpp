#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/conversion/value/direction.hpp"
#include "core/model/behaviour.hpp"
#include "core/mqtt/topic.hpp"
#include "core/text/mark.hpp"

namespace mfp::core {

/// What becomes of the retain flag on the way: as it came, never set, always set.
enum class RetainPolicy : std::uint8_t { keep, never, always };

/// A member of an announcement that this program only passes through; `json` is its value as JSON text.
struct ExtraField {
  std::string key;
  std::string json;

  friend bool operator==(const ExtraField&, const ExtraField&) = default;
};

/// A port as announced and, when it has a `topic`, relayed between the device's topic and the graph's queue.
/// An inport's topic is an exact topic; an outport's may hold wildcards. The queue is always an exact topic.
struct Port {
  std::string id;
  std::string queue;
  /// As declared; empty where nothing is, which means `any`, as it does to MsgFlo.
  std::string type;
  std::optional<TopicFilter> topic;
  /// The QoS to publish with; nothing means the one that the message came with.
  std::optional<std::uint8_t> qos;
  RetainPolicy retain = RetainPolicy::keep;
  /// Null: payloads pass as they are.
  std::shared_ptr<const Conversion> conversion;
  /// `description`, `schema`, `options` and keys of others, in the file's order.
  std::vector<ExtraField> extras;
  /// Where the port is declared.
  Mark mark;
};

/// A device we speak for. Ports and extras keep the order of the file.
struct Participant {
  std::string role;
  std::string id;
  std::string component;
  std::vector<Port> inports;
  std::vector<Port> outports;
  /// `label`, `icon` and keys of others, in the file's order.
  std::vector<ExtraField> extras;
  /// Null where nothing of the kind is declared, as of most of many thousands.
  std::shared_ptr<const Behaviour> behaviour;
  /// Which of the configuration's sources declares it, and where.
  std::uint32_t file = 0;
  Mark mark;
  /// Which of the sources describes its ports; `file` itself unless it uses a definition.
  std::uint32_t definition = 0;

  [[nodiscard]] const std::vector<Port>& ports(Direction direction) const {
    return direction == Direction::in ? inports : outports;
  }
  [[nodiscard]] std::span<const Request> requests() const { return of_behaviour(&Behaviour::requests); }
  [[nodiscard]] std::span<const Example> examples() const { return of_behaviour(&Behaviour::examples); }
  [[nodiscard]] std::span<const DeviceEcho> echoes() const { return of_behaviour(&Behaviour::echoes); }

 private:
  template <class One>
  [[nodiscard]] std::span<const One> of_behaviour(std::vector<One> Behaviour::*list) const {
    return behaviour ? std::span<const One>((*behaviour).*list) : std::span<const One>();
  }
};

/// MsgFlo's default queue: `ROLE.PORT`, the port's name in upper case (ASCII letters).
[[nodiscard]] std::string default_queue(std::string_view role, std::string_view port);

/// `heater.TEMPERATURE`: how messages to a person name a port.
[[nodiscard]] std::string port_name(const Participant& participant, const Port& port);

/// The ports that have a topic and are therefore relayed.
[[nodiscard]] std::size_t relayed_ports(const Participant& participant);

}  // namespace mfp::core
