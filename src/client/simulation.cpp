#include "client/simulation.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "core/conversion/conversion.hpp"

namespace mfp::client {

namespace {

bool is_example_of(const core::Example& example, std::uint32_t participant, core::Direction direction,
                   std::uint32_t port) {
  return example.participant == participant && example.direction == direction && example.port == port;
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
  return port.conversion->convert(reader, result) == core::Outcome::converted;
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

Simulation::Simulation(std::span<const core::Participant> participants, std::span<const core::Example> examples,
                       std::span<const core::DeviceEcho> echoes)
    : participants_(participants), examples_(examples), echoes_(echoes) {
  std::vector<std::vector<bool>> speaks;
  for (const core::Participant& participant : participants) speaks.emplace_back(participant.outports.size());
  for (const core::DeviceEcho& echo : echoes) {
    const std::optional<core::TopicFilter>& state = participants[echo.participant].outports[echo.state].topic;
    // With wildcards only what is recorded says where.
    if (state && core::TopicName::parse(state->text())) speaks[echo.participant][echo.state] = true;
  }
  std::set<std::pair<std::string_view, std::string_view>> known;
  for (const core::Example& example : examples) {
    if (example.direction != core::Direction::out) continue;
    const std::vector<core::Port>& ports = participants[example.participant].outports;
    const auto topic = topic_of(example, ports[example.port]);
    if (!topic) continue;
    if (known.emplace(*topic, example.payload).second) recorded_.push_back({std::string(*topic), example.payload});
    for (std::size_t i = 0; i < ports.size(); ++i) {
      const bool uses = ports[i].topic && ports[i].topic->matches(*topic) && can_use(ports[i], example.payload);
      if (uses) speaks[example.participant][i] = true;
    }
  }
  for (std::size_t i = 0; i < speaks.size(); ++i) {
    const core::Participant& participant = participants[i];
    for (std::size_t port = 0; port < speaks[i].size(); ++port) {
      if (!speaks[i][port]) silent_ports_.push_back(core::port_name(participant, participant.outports[port]));
    }
  }
  std::set<std::string_view> topics;
  for (const core::Participant& participant : participants) {
    for (const core::Port& port : participant.inports) {
      if (port.topic && topics.insert(port.topic->text()).second) command_topics_.push_back(port.topic->text());
    }
  }
}

std::vector<Simulation::DeviceMessage> Simulation::answers(std::string_view topic, std::string_view payload) const {
  std::vector<DeviceMessage> messages;
  for (const core::DeviceEcho& echo : echoes_) {
    const core::Participant& participant = participants_[echo.participant];
    const core::Port& command = participant.inports[echo.command];
    const core::Port& state = participant.outports[echo.state];
    if (!command.topic || command.topic->text() != topic || !state.topic) continue;
    // A device that commands itself would never come to rest.
    if (state.topic->matches(topic)) continue;
    if (auto recorded = state_for(echo, payload)) {
      messages.push_back(*std::move(recorded));
    } else if (core::TopicName::parse(state.topic->text()) && is_state(state, payload)) {
      messages.push_back({state.topic->text(), std::string(payload)});
    }
  }
  return messages;
}

std::optional<Simulation::DeviceMessage> Simulation::state_for(const core::DeviceEcho& echo,
                                                               std::string_view payload) const {
  const core::Port& port = participants_[echo.participant].outports[echo.state];
  for (const core::Example& command : examples_) {
    const bool is_this_command = is_example_of(command, echo.participant, core::Direction::in, echo.command) &&
                                 command.gives.kind == core::Expectation::Kind::bytes && command.gives.bytes == payload;
    if (!is_this_command) continue;
    for (const core::Example& state : examples_) {
      const bool says_the_same = is_example_of(state, echo.participant, core::Direction::out, echo.state) &&
                                 state.gives.kind == core::Expectation::Kind::bytes &&
                                 same_value(state.gives.bytes, command.payload);
      const auto topic = says_the_same ? topic_of(state, port) : std::nullopt;
      if (topic) return DeviceMessage{std::string(*topic), state.payload};
    }
  }
  return std::nullopt;
}

}  // namespace mfp::client
