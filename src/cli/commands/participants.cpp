#include <iostream>
#include <utility>

#include "cli/commands/commands.hpp"
#include "cli/commands/live_target.hpp"
#include "client/live_system.hpp"
#include "client/participant_list.hpp"
#include "client/router_messages.hpp"
#include "core/text/text.hpp"
#include "system/terminal.hpp"

namespace mfp::cli {

namespace {

std::string ago(std::chrono::seconds seen) {
  constexpr std::chrono::seconds just_now{2};
  constexpr std::chrono::minutes minutes_from{2};
  if (seen < just_now) return "now";
  if (seen < minutes_from) return std::to_string(seen.count()) + " s ago";
  return std::to_string(std::chrono::floor<std::chrono::minutes>(seen).count()) + " min ago";
}

void show(const client::LiveParticipants& participants) {
  std::vector<system::Row> rows;
  rows.reserve(participants.size());
  for (const client::LiveParticipant& live : participants) {
    const core::Participant& participant = live.participant;
    rows.push_back({{participant.role, system::Shade::name},
                    {participant.component},
                    {core::counted(participant.inports.size(), "inport")},
                    {core::counted(participant.outports.size(), "outport")},
                    {ago(live.seen)},
                    {live.speaker == client::Speaker::ours ? "ours" : "", system::Shade::faint}});
  }
  std::cout << system::table(rows, system::output_colour());
}

/// `out heater.TEMPERATURE`: the name comes last, since it may hold blanks.
void show_ports(const client::LiveParticipants& participants) {
  for (const client::LiveParticipant& live : participants) {
    const core::Participant& participant = live.participant;
    for (const core::Direction direction : {core::Direction::in, core::Direction::out}) {
      for (const core::Port& port : participant.ports(direction)) {
        std::cout << (direction == core::Direction::in ? "in " : "out ")
                  << core::printable(core::port_name(participant, port)) << '\n';
      }
    }
  }
}

}  // namespace

ExitCode participants(const Options& options) {
  auto target = find_target(options, options.paths);
  if (!target) return target.error();
  client::LiveSystem system(*std::move(target));
  client::ParticipantList participant_list(system, {}, std::chrono::duration<double>(options.wait));
  const auto tell = [&](client::ParticipantList::Source) {
    if (options.names) {
      show_ports(participant_list.participants());
    } else if (options.json) {
      const std::string& answer = participant_list.answer();
      std::cout << system::json_line(answer.empty() ? client::participants_json(participant_list.participants())
                                                    : answer)
                << '\n';
    } else {
      show(participant_list.participants());
    }
    system.end(ExitCode::ok);
  };
  // Nobody knows who else there is, so without a router one listens for the whole time.
  const ExitCode code = system.run([&] { participant_list.take([] { return false; }, tell); },
                                   [&](const core::Message& message) { participant_list.hear(message); });
  return std::cout.flush() ? code : ExitCode::io_error;
}

}  // namespace mfp::cli
