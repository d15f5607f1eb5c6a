#include <iostream>
#include <span>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

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

/// A table that grows while participants are heard.
class Table {
 public:
  /// Those that are not in it yet.
  void add(std::span<const client::LiveParticipant> participants) {
    std::vector<system::Row> rows;
    for (const client::LiveParticipant& live : participants) {
      if (!shown_.insert(live.participant.role).second) continue;
      if (shown_.size() == 1) rows.push_back(headings());
      rows.push_back(row_of(live));
    }
    std::cout << system::table(rows, colour_, widths_) << std::flush;
  }
  [[nodiscard]] bool empty() const { return shown_.empty(); }

 private:
  static system::Row headings() {
    system::Row row;
    for (const char* heading : {"ROLE", "COMPONENT", "PORTS", "LAST SEEN"})
      row.push_back({heading, system::Shade::faint});
    return row;
  }

  static system::Row row_of(const client::LiveParticipant& live) {
    const core::Participant& participant = live.participant;
    return {{participant.role, system::Shade::name},
            {participant.component},
            {core::counted(participant.inports.size(), "inport") + ", " +
             core::counted(participant.outports.size(), "outport")},
            {ago(live.seen)},
            {live.speaker == client::Speaker::ours ? "ours" : "", system::Shade::faint}};
  }

  system::Colour colour_ = system::output_colour();
  std::vector<std::size_t> widths_;
  std::unordered_set<std::string> shown_;
};

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

ExitCode participants(const ParticipantsOptions& options) {
  auto target = find_target(options.files, options.live);
  if (!target) return target.error();
  client::LiveSystem system(*std::move(target));
  const bool for_programs = options.names || options.json;
  Table table;
  const auto show = [&](std::span<const client::LiveParticipant> heard) {
    if (!for_programs) table.add(heard);
  };
  client::ParticipantList participant_list(system, {}, client::listening_to_all(options.live.wait, show));
  const auto tell = [&](client::ParticipantList::Source) {
    if (options.names) {
      show_ports(participant_list.participants());
    } else if (options.json) {
      std::cout << system::json_line(client::participants_json(participant_list.participants())) << '\n';
    } else {
      table.add(participant_list.participants());
      if (table.empty()) std::cerr << "nobody is announced\n";
    }
    system.end(ExitCode::ok);
  };
  // Nobody knows who else there is, so without a router one listens for the whole time.
  const ExitCode code = system.run([&] { participant_list.take([] { return false; }, tell); },
                                   [&](const core::Message& message) { participant_list.hear(message); });
  return std::cout.flush() ? code : ExitCode::io_error;
}

}  // namespace mfp::cli
