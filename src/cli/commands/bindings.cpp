#include <iostream>
#include <utility>

#include "cli/commands/commands.hpp"
#include "cli/commands/live_target.hpp"
#include "client/live_system.hpp"
#include "client/participant_list.hpp"
#include "client/queue_names.hpp"
#include "client/router_messages.hpp"
#include "system/terminal.hpp"

namespace mfp::cli {

namespace {

void show(const std::vector<client::LiveBinding>& bindings, const client::LiveParticipants& participants) {
  const client::QueueNames names(participants);
  std::vector<system::Row> rows;
  rows.reserve(bindings.size());
  for (const client::LiveBinding& binding : bindings) {
    system::Row row{
        {names.source(binding.source).text() + " -> " + names.target(binding.target).text(), system::Shade::name}};
    if (!binding.file.empty()) {
      row.push_back({(binding.also_bound ? "(bound, and " : "(") + binding.file + ')', system::Shade::faint});
    }
    rows.push_back(std::move(row));
  }
  std::cout << system::table(rows, system::output_colour());
}

}  // namespace

ExitCode bindings(const BindingsOptions& options) {
  auto target = find_target(options.files, options.live);
  if (!target) return target.error();
  client::LiveSystem system(*std::move(target));
  const auto tell = [&](const std::vector<client::LiveBinding>& bound) {
    // Names are a courtesy: who does not know them shows queues.
    system.ask("listparticipants", client::participant_list_patience,
               [&, bound](const std::vector<client::RouterAnswer>& answers) {
                 const auto told = client::merged_participants(answers).value_or(client::ToldParticipants{});
                 show(bound, told.participants);
                 system.end(ExitCode::ok);
               });
  };
  const auto received = [&](const std::vector<client::RouterAnswer>& answers) {
    if (answers.empty()) return system.fail(system.no_router(), ExitCode::unavailable);
    const auto bound = client::merged_bindings(answers);
    if (!bound) return system.fail(bound.error().message, ExitCode::failed);
    if (!options.json) return tell(*bound);
    std::cout << system::json_line(client::bindings_json(*bound)) << '\n';
    system.end(ExitCode::ok);
  };
  const ExitCode code =
      system.run([&] { system.ask("listbindings", client::binding_patience, received); }, [](const core::Message&) {});
  return std::cout.flush() ? code : ExitCode::io_error;
}

}  // namespace mfp::cli
