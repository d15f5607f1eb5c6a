#include "core/simulation.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "core/conversion.hpp"

namespace mfp::core {

namespace {

bool is_example_of(const Example& example, std::uint32_t participant, Direction direction, std::uint32_t port) {
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

/// Whether a device may tell this as its state: a question or TOGGLE is none.
bool is_state(const Port& port, std::string_view payload) {
  if (!port.conversion) return !payload.empty();
  PayloadReader reader;
  reader.open(payload);
  std::string result;
  return port.conversion->convert(reader, result) == Outcome::converted;
}

}  // namespace

Simulation::Simulation(std::span<const Participant> participants, std::span<const Example> examples,
                       std::span<const DeviceEcho> echoes)
    : participants_(participants), examples_(examples), echoes_(echoes) {
  std::set<std::pair<std::string_view, std::string_view>> known;
  for (const Example& example : examples) {
    // A device that sends nonsense is an example of what must not pass, not of how it behaves.
    if (example.direction != Direction::out || example.gives.kind == Expectation::Kind::error) continue;
    const Port& port = participants[example.participant].outports[example.port];
    if (!port.topic || !port.topic->matches(example.topic)) continue;
    if (known.emplace(example.topic, example.payload).second) recorded_.push_back({example.topic, example.payload});
  }
  std::set<std::string_view> topics;
  for (const Participant& participant : participants) {
    for (const Port& port : participant.inports) {
      if (port.topic && topics.insert(port.topic->text()).second) command_topics_.push_back(port.topic->text());
    }
  }
}

std::vector<Simulation::DeviceMessage> Simulation::answers(std::string_view topic, std::string_view payload) const {
  std::vector<DeviceMessage> messages;
  for (const DeviceEcho& echo : echoes_) {
    const Participant& participant = participants_[echo.participant];
    const Port& command = participant.inports[echo.command];
    const Port& state = participant.outports[echo.state];
    if (!command.topic || command.topic->text() != topic || !state.topic) continue;
    // A device that commands itself would never come to rest.
    if (state.topic->matches(topic)) continue;
    if (const Example* recorded = state_for(echo, payload)) {
      messages.push_back({recorded->topic, recorded->payload});
    } else if (TopicName::parse(state.topic->text()) && is_state(state, payload)) {
      messages.push_back({state.topic->text(), std::string(payload)});
    }
  }
  return messages;
}

const Example* Simulation::state_for(const DeviceEcho& echo, std::string_view payload) const {
  for (const Example& command : examples_) {
    const bool is_this_command = is_example_of(command, echo.participant, Direction::in, echo.command) &&
                                 command.gives.kind == Expectation::Kind::bytes && command.gives.bytes == payload;
    if (!is_this_command) continue;
    const auto state = std::find_if(examples_.begin(), examples_.end(), [&](const Example& example) {
      return is_example_of(example, echo.participant, Direction::out, echo.state) &&
             example.gives.kind == Expectation::Kind::bytes && same_value(example.gives.bytes, command.payload);
    });
    if (state != examples_.end()) return &*state;
  }
  return nullptr;
}

}  // namespace mfp::core
