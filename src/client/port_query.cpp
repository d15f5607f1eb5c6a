#include "client/port_query.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "core/model/port_search.hpp"
#include "core/text/suggestion.hpp"
#include "core/text/text.hpp"

namespace mfp::client {

namespace {

std::string name_of(core::Direction direction) { return direction == core::Direction::in ? "inport" : "outport"; }

/// The participant whose role is the longest beginning of the word up to a dot.
const core::Participant* longest_role(const LiveParticipants& known, std::string_view word) {
  const core::Participant* longest = nullptr;
  for (const LiveParticipant& live : known) {
    const std::string& role = live.participant.role;
    const bool fits = word.size() > role.size() + 1 && word.starts_with(role) && word[role.size()] == '.';
    if (fits && (longest == nullptr || role.size() > longest->role.size())) longest = &live.participant;
  }
  return longest;
}

/// `IN[2]` is the port IN, place 2.
core::PortName port_name(const std::string& role, std::string_view text) {
  core::PortName name{role, std::string(text), std::nullopt};
  const std::size_t bracket = text.find('[');
  if (bracket == std::string_view::npos || text.back() != ']') return name;
  const std::string_view digits = text.substr(bracket + 1, text.size() - bracket - 2);
  std::uint32_t index = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
  if (failure != std::errc{} || end != digits.data() + digits.size()) return name;
  name.port.resize(bracket);
  name.index = index;
  return name;
}

std::string with_suggestion(std::string message, std::string_view word, const std::vector<std::string>& known) {
  const std::vector<std::string_view> views(known.begin(), known.end());
  if (const auto near = core::nearest(word, views)) {
    message += "; did you mean '" + core::printable(*near) + "'?";
  }
  return message;
}

/// Whether it has the form ROLE.PORT.
bool is_port_word(std::string_view word) {
  const std::size_t dot = word.find('.', 1);
  return dot != std::string_view::npos && word.back() != '.';
}

/// A word that may name the port of a participant that is still to come. The nearest name is a better way out than the
/// command's own.
PortProblem still_open(std::string message, const PortQuery& query) {
  if (!message.ends_with('?')) message += query.way_out;
  return {PortProblem::Kind::open, std::move(message)};
}

PortProblem no_role(const LiveParticipants& known, const PortQuery& query) {
  const std::string_view role = std::string_view(query.word).substr(0, query.word.rfind('.'));
  std::vector<std::string> roles;
  roles.reserve(known.size());
  for (const LiveParticipant& live : known) roles.push_back(live.participant.role);
  std::string message = "no participant '" + core::printable(role) + "' is announced";
  return still_open(with_suggestion(std::move(message), role, roles), query);
}

PortProblem no_port(const core::Participant& participant, std::string_view port, const PortQuery& query) {
  const core::Direction direction = query.direction;
  std::vector<std::string> names;
  for (const core::Port& known : participant.ports(direction)) names.push_back(core::port_name(participant, known));
  std::string message = "participant '" + core::printable(participant.role) + "' has no " + name_of(direction) + " '" +
                        core::printable(port) + "'";
  message = with_suggestion(std::move(message), core::default_queue(participant.role, port), names);
  // `a.b.C` may also be the port C of a participant `a.b` that is not known yet.
  if (port.find('.') != std::string_view::npos) return still_open(std::move(message), query);
  return {PortProblem::Kind::final, std::move(message)};
}

}  // namespace

tl::expected<FoundPort, PortProblem> find_port(const LiveParticipants& known, const PortQuery& query) {
  if (!is_port_word(query.word)) {
    return tl::unexpected(
        PortProblem{PortProblem::Kind::final,
                    "'" + core::printable(query.word) + "' is no port; name it as ROLE.PORT, e.g. heater.TEMPERATURE"});
  }
  const core::Participant* participant = longest_role(known, query.word);
  if (participant == nullptr) return tl::unexpected(no_role(known, query));
  const std::string_view port = std::string_view(query.word).substr(participant->role.size() + 1);
  const core::PortName name = port_name(participant->role, port);
  if (const core::Port* found = core::find_port(participant->ports(query.direction), name)) {
    return FoundPort{participant, found};
  }
  const auto other = query.direction == core::Direction::in ? core::Direction::out : core::Direction::in;
  if (const core::Port* opposite = core::find_port(participant->ports(other), name)) {
    const std::string known_as = core::printable(core::port_name(*participant, *opposite));
    return tl::unexpected(
        PortProblem{PortProblem::Kind::final, known_as + " is an " + name_of(other) + "; " + std::string(query.rule)});
  }
  return tl::unexpected(no_port(*participant, port, query));
}

}  // namespace mfp::client
