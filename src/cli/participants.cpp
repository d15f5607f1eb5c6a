#include <iostream>
#include <utility>

#include "cli/census.hpp"
#include "cli/commands.hpp"
#include "cli/live_system.hpp"
#include "cli/router_messages.hpp"
#include "cli/terminal.hpp"
#include "core/text.hpp"

namespace mfp::cli {

namespace {

std::string ago(std::chrono::seconds seen) {
  constexpr std::chrono::seconds just_now{2};
  constexpr std::chrono::minutes minutes_from{2};
  if (seen < just_now) return "now";
  if (seen < minutes_from) return std::to_string(seen.count()) + " s ago";
  return std::to_string(std::chrono::floor<std::chrono::minutes>(seen).count()) + " min ago";
}

void show(const LiveParticipants& participants) {
  std::vector<Row> rows;
  rows.reserve(participants.size());
  for (const LiveParticipant& live : participants) {
    const core::Participant& participant = live.participant;
    rows.push_back({{participant.role, Shade::name},
                    {participant.component},
                    {core::counted(participant.inports.size(), "inport")},
                    {core::counted(participant.outports.size(), "outport")},
                    {ago(live.seen)},
                    {live.speaker == Speaker::ours ? "ours" : "", Shade::faint}});
  }
  std::cout << table(rows, output_colour());
}

/// `out heater.TEMPERATURE`: the name comes last, since it may hold blanks.
void show_ports(const LiveParticipants& participants) {
  for (const LiveParticipant& live : participants) {
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
  LiveSystem system(*std::move(target));
  Census census(system, {}, std::chrono::duration<double>(options.wait));
  const auto tell = [&](Census::Source) {
    if (options.names) {
      show_ports(census.participants());
    } else if (options.json) {
      const std::string& answer = census.answer();
      std::cout << json_line(answer.empty() ? participants_json(census.participants()) : answer) << '\n';
    } else {
      show(census.participants());
    }
    system.end(ExitCode::ok);
  };
  // Nobody knows who else there is, so without a router one listens for the whole time.
  const ExitCode code = system.run([&] { census.take([] { return false; }, tell); },
                                   [&](const core::Message& message) { census.hear(message); });
  return std::cout.flush() ? code : ExitCode::io_error;
}

}  // namespace mfp::cli
