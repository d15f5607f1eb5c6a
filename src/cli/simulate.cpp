#include <chrono>
#include <iostream>

#include "bridge/simulator.hpp"
#include "cli/broker_choice.hpp"
#include "cli/commands.hpp"
#include "cli/declaration_report.hpp"
#include "core/text.hpp"
#include "transport/mosquitto_client.hpp"

namespace mfp::cli {

namespace {

void say(bridge::Simulator::Way way, std::string_view topic, std::string_view payload) {
  std::cout << (way == bridge::Simulator::Way::sent ? "device -> " : "device <- ") << core::printable(topic) << "  "
            << core::printable(payload) << std::endl;
}

/// Nobody should wait for a device of which nothing is recorded.
void tell_silent(const declaration::Declaration& declaration) {
  std::vector<bool> speaks(declaration.participants.size());
  for (const core::Example& example : declaration.examples) {
    if (example.direction == core::Direction::out) speaks[example.participant] = true;
  }
  for (std::size_t i = 0; i < speaks.size(); ++i) {
    const core::Participant& participant = declaration.participants[i];
    if (speaks[i] || participant.outports.empty()) continue;
    std::cerr << "note: " << participant.role << " sends nothing, since it has no 'examples'\n";
  }
}

}  // namespace

ExitCode simulate(const Options& options) {
  const declaration::Declaration declaration = load_with_examples(options);
  const ExitCode found = report(declaration, std::cerr);
  if (found != ExitCode::ok) return found;
  const core::Simulation simulation(declaration.participants, declaration.examples, declaration.echoes);
  if (simulation.recorded().empty() && simulation.command_topics().empty()) {
    std::cerr << "error: there is nothing to play: no device has 'examples' of what it sends, or takes commands\n";
    return ExitCode::no_input;
  }
  tell_silent(declaration);
  const auto settings = choose_broker(options, declaration.broker);
  if (!settings) {
    std::cerr << "error: " << settings.error().message << '\n';
    return ExitCode::config;
  }
  system::EventLoop loop;
  const auto pause =
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(1 / options.speed));
  bridge::Simulator simulator(loop, transport::make_mosquitto_client(bridge::client_settings(*settings)), simulation,
                              pause, say);
  const auto stop = [&simulator] { simulator.stop(); };
  loop.on_signals(stop, stop);
  const auto end = simulator.run();
  return end ? tell_lost(settings->broker.url, *end) : ExitCode::ok;
}

}  // namespace mfp::cli
