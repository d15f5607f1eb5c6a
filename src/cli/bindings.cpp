#include <iostream>
#include <utility>

#include "cli/census.hpp"
#include "cli/commands.hpp"
#include "cli/live_system.hpp"
#include "cli/queue_names.hpp"
#include "cli/router_messages.hpp"
#include "cli/terminal.hpp"
#include "core/text.hpp"

namespace mfp::cli {

namespace {

void show(const std::vector<LiveBinding>& bindings, const LiveParticipants& participants) {
  const QueueNames names(participants);
  std::vector<Row> rows;
  rows.reserve(bindings.size());
  for (const LiveBinding& binding : bindings) {
    Row row{{names.source(binding.source).text() + " -> " + names.target(binding.target).text(), Shade::name}};
    if (!binding.file.empty()) {
      row.push_back({(binding.also_bound ? "(bound, and " : "(") + binding.file + ')', Shade::faint});
    }
    rows.push_back(std::move(row));
  }
  std::cout << table(rows, output_colour());
}

}  // namespace

ExitCode bindings(const Options& options) {
  auto target = find_target(options, options.paths);
  if (!target) return target.error();
  LiveSystem system(*std::move(target));
  const auto tell = [&](const std::vector<LiveBinding>& bound) {
    // Names are a courtesy: who does not know them shows queues.
    system.request("listparticipants", "", census_patience, [&, bound](const std::optional<std::string>& answer) {
      const auto participants = read_participants(answer.value_or("[]"));
      show(bound, participants.value_or(LiveParticipants{}));
      system.end(ExitCode::ok);
    });
  };
  const auto received = [&](const std::optional<std::string>& answer) {
    if (!answer) return system.fail(system.no_router(), ExitCode::unavailable);
    if (const auto reason = refusal(*answer)) return system.fail(core::printable(*reason), ExitCode::failed);
    const auto bound = read_bindings(*answer);
    if (!bound) return system.fail(bound.error().message, ExitCode::failed);
    if (!options.json) return tell(*bound);
    std::cout << json_line(*answer) << '\n';
    system.end(ExitCode::ok);
  };
  const ExitCode code =
      system.run([&] { system.request("listbindings", "", binding_patience, received); }, [](const core::Message&) {});
  return std::cout.flush() ? code : ExitCode::io_error;
}

}  // namespace mfp::cli
