#include "client/simulation.hpp"

#include <algorithm>
#include <utility>

#include "core/conversion/conversion.hpp"

namespace mfp::client {

namespace {

bool is_example_of(const core::Example& example, core::Direction direction, std::uint32_t port) {
  return example.direction == direction && example.port == port && example.gives.kind == core::Expectation::Kind::bytes;
}

/// Two ways to write one value: a graph value may be declared as `true` and tested as `"true"`.
bool same_value(std::string_view a, std::string_view b) {
  const auto bare = [](std::string_view text) {
    const bool quoted = text.size() > 1 && text.front() == '"' && text.back() == '"';
    return quoted ? text.substr(1, text.size() - 2) : text;
  };
  return bare(a) == bare(b);
}

bool can_use(const core::Port& port, std::string_view payload) {
  if (!port.conversion) return true;
  core::PayloadReader reader;
  reader.open(payload);
  std::string result;
  return port.conversion->convert(reader, result).outcome == core::Outcome::converted;
}

/// Whether a device may tell this as its state: a question or TOGGLE is none.
bool is_state(const core::Port& port, std::string_view payload) {
  return can_use(port, payload) && (port.conversion || !payload.empty());
}

/// Where the device tells the example's payload; nothing when it would not tell it at all.
std::optional<std::string_view> topic_of(const core::Example& example, const core::Port& port) {
  // A device that sends nonsense is an example of what must not pass, not of how it behaves.
  if (example.gives.kind == core::Expectation::Kind::error || !port.topic) return std::nullopt;
  if (port.topic->matches(example.topic)) return example.topic;
  const bool is_name = core::TopicName::parse(port.topic->text()).has_value();
  return is_name && can_use(port, example.payload) ? std::optional<std::string_view>(port.topic->text()) : std::nullopt;
}

}  // namespace

Simulation::Simulation(std::span<const core::Participant> participants) : participants_(participants) {
  std::set<std::string_view> topics;
  for (const core::Participant& participant : participants) {
    record(participant);
    for (const core::Port& port : participant.inports) {
      if (port.topic && topics.insert(port.topic->text()).second) command_topics_.push_back(port.topic->text());
    }
  }
}

void Simulation::record(const core::Participant& participant) {
  const std::vector<core::Port>& ports = participant.outports;
  std::vector<bool> speaks(ports.size());
  for (const core::DeviceEcho& echo : participant.echoes()) {
    const std::optional<core::TopicFilter>& state = ports[echo.state].topic;
    // With wildcards only what is recorded says where.
    if (state && core::TopicName::parse(state->text())) speaks[echo.state] = true;
  }
  for (const core::Example& example : participant.examples()) {
    if (example.direction != core::Direction::out) continue;
    const auto topic = topic_of(example, ports[example.port]);
    if (!topic) continue;
    if (known_.emplace(*topic, example.payload).second) recorded_.push_back({std::string(*topic), example.payload});
    for (std::size_t i = 0; i < ports.size(); ++i) {
      if (ports[i].topic && ports[i].topic->matches(*topic) && can_use(ports[i], example.payload)) speaks[i] = true;
    }
  }
  for (std::size_t i = 0; i < ports.size(); ++i) {
    if (!speaks[i]) silent_ports_.push_back(core::port_name(participant, ports[i]));
  }
}

std::vector<Simulation::DeviceMessage> Simulation::answers(std::string_view topic, std::string_view payload) const {
  std::vector<DeviceMessage> messages;
  for (const core::Participant& participant : participants_) {
    for (const core::DeviceEcho& echo : participant.echoes()) {
      const core::Port& command = participant.inports[echo.command];
      const core::Port& state = participant.outports[echo.state];
      if (!command.topic || command.topic->text() != topic || !state.topic) continue;
      // A device that commands itself would never come to rest.
      if (state.topic->matches(topic)) continue;
      if (auto recorded = state_for(participant, echo, payload)) {
        messages.push_back(*std::move(recorded));
      } else if (core::TopicName::parse(state.topic->text()) && is_state(state, payload)) {
        messages.push_back({state.topic->text(), std::string(payload)});
      }
    }
  }
  return messages;
}

std::optional<Simulation::DeviceMessage> Simulation::state_for(const core::Participant& participant,
                                                               const core::DeviceEcho& echo,
                                                               std::string_view payload) const {
  const core::Port& port = participant.outports[echo.state];
  for (const core::Example& command : participant.examples()) {
    if (!is_example_of(command, core::Direction::in, echo.command) || command.gives.bytes != payload) continue;
    for (const core::Example& state : participant.examples()) {
      const bool says_the_same =
          is_example_of(state, core::Direction::out, echo.state) && same_value(state.gives.bytes, command.payload);
      const auto topic = says_the_same ? topic_of(state, port) : std::nullopt;
      if (topic) return DeviceMessage{std::string(*topic), state.payload};
    }
  }
  return std::nullopt;
}

}  // namespace mfp::client
