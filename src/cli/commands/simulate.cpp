#include <algorithm>
#include <chrono>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands/commands.hpp"
#include "cli/commands/declaration_report.hpp"
#include "cli/commands/live_target.hpp"
#include "client/live_check.hpp"
#include "client/lost_connection.hpp"
#include "client/simulator.hpp"
#include "core/text/text.hpp"
#include "system/asio_loop.hpp"
#include "transport/mosquitto_client.hpp"

namespace mfp::cli {

namespace {

void say(client::Simulator::Way way, std::string_view topic, std::string_view payload) {
  std::cout << (way == client::Simulator::Way::sent ? "device -> " : "device <- ") << core::printable(topic) << "  "
            << core::printable(payload) << std::endl;
}

/// `tele/desk/SENSOR, stat/desk/POWER and 3 more`; `nothing`.
std::string named(const std::vector<std::string_view>& topics) {
  constexpr std::size_t most_named = 6;
  return topics.empty() ? "nothing" : core::printable(core::listed(topics, most_named));
}

/// Which broker, and what is sent there and obeyed.
void tell_topics(const client::Simulation& simulation, const transport::ConnectionSettings& connection) {
  std::vector<std::string_view> sent;
  for (const client::Simulation::DeviceMessage& message : simulation.recorded()) {
    if (std::find(sent.begin(), sent.end(), message.topic) == sent.end()) sent.push_back(message.topic);
  }
  const std::vector<std::string>& commands = simulation.command_topics();
  std::cout << "playing at " << transport::broker_and_origin(connection) << ": sending on " << named(sent)
            << "; obeying " << named({commands.begin(), commands.end()}) << std::endl;
}

/// Real topics are played on, so nobody else should be there. Errors: somebody is, or nobody knows; told.
ExitCode refuse_live(const declaration::Declaration& declaration, const transport::ConnectionSettings& connection) {
  client::LiveCheck check(
      {connection, declaration.configuration->router.instance, declaration.configuration->participants});
  const auto live = check.run();
  if (!live) return live.error();
  if (!*live) return ExitCode::ok;
  std::cerr << "error: " << connection.url.text() << ": " << **live << "; --force plays it all the same\n";
  return ExitCode::failed;
}

/// Nobody should wait for messages that never come.
void tell_silent(const client::Simulation& simulation, const std::vector<core::Participant>& participants) {
  constexpr std::size_t most_named = 8;
  const std::vector<std::string>& silent = simulation.silent_ports();
  if (silent.empty()) return;
  std::size_t outports = 0;
  for (const core::Participant& participant : participants) outports += participant.outports.size();
  std::cerr << "note: nothing comes from " << core::with_thousands(silent.size()) << " of "
            << core::counted(outports, "outport") << ", since no recorded message fits: "
            << core::printable(core::listed({silent.begin(), silent.end()}, most_named)) << '\n';
}

}  // namespace

ExitCode simulate(const SimulateOptions& options) {
  const declaration::Declaration declaration = load_with_examples(options.files);
  const ExitCode found = report(declaration, std::cerr);
  if (found != ExitCode::ok) return found;
  const client::Simulation simulation(declaration.configuration->participants);
  if (simulation.recorded().empty() && simulation.command_topics().empty()) {
    std::cerr << "error: there is nothing to play: no device takes commands, or has 'examples' of what it could send\n";
    return ExitCode::no_input;
  }
  const auto connection = chosen_connection(options.broker, options.files, *declaration.configuration);
  if (!connection) return connection.error();
  if (!options.force) {
    const ExitCode refused = refuse_live(declaration, *connection);
    if (refused != ExitCode::ok) return refused;
  }
  tell_topics(simulation, *connection);
  tell_silent(simulation, declaration.configuration->participants);
  system::AsioLoop loop;
  const auto pause =
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(1 / options.speed));
  client::Simulator simulator(loop, transport::make_mosquitto_client(transport::anonymous(*connection)), simulation,
                              pause, say);
  const auto stop = [&simulator] { simulator.stop(); };
  loop.on_signals(stop, stop);
  const auto end = simulator.run();
  return end ? client::tell_lost(*connection, *end) : ExitCode::ok;
}

}  // namespace mfp::cli
