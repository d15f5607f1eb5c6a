#include <iostream>
#include <utility>

#include "bridge/bridge.hpp"
#include "cli/broker_choice.hpp"
#include "cli/commands.hpp"
#include "cli/declaration_report.hpp"
#include "system/event_loop.hpp"
#include "system/log.hpp"
#include "transport/mosquitto_client.hpp"

namespace mfp::cli {

namespace {

ExitCode exit_code(bridge::RunEnd::Kind kind) {
  switch (kind) {
    case bridge::RunEnd::Kind::done:
      return ExitCode::ok;
    case bridge::RunEnd::Kind::credentials_refused:
      return ExitCode::no_permission;
    case bridge::RunEnd::Kind::taken_over:
    case bridge::RunEnd::Kind::no_mqtt5:
      break;
  }
  return ExitCode::unavailable;
}

void say_sent(const core::Participant& participant) {
  std::cout << "Sent discovery message for " << participant.id << std::endl;
}

ExitCode run_bridge(const std::vector<core::Participant>& participants, bridge::BridgeSettings settings) {
  system::EventLoop loop;
  bridge::Bridge bridge(loop, participants, std::move(settings), transport::make_mosquitto_client);
  loop.on_terminate([&bridge] { bridge.stop(); });
  const bridge::RunEnd end = bridge.run();
  if (end.kind != bridge::RunEnd::Kind::done) spdlog::error("{}", end.text);
  return exit_code(end.kind);
}

}  // namespace

ExitCode run(const Options& options, Echo echo) {
  if (!system::set_up_log(options.log_level)) {
    std::cerr << "error: --log-level takes debug, info, warning or error; got '" << options.log_level << "'\n";
    return ExitCode::usage;
  }
  declaration::Declaration declaration = load(options);
  const ExitCode found = report(declaration, std::cerr);
  if (found != ExitCode::ok && (!options.keep_going || declaration.participants.empty())) return found;
  auto settings = choose_broker(options, declaration.broker);
  if (!settings) {
    spdlog::error("{}", settings.error().message);
    return ExitCode::config;
  }
  settings->interval = std::chrono::duration<double>(options.interval);
  settings->repeat = options.forever ? bridge::Repeat::forever : bridge::Repeat::once;
  settings->requests = std::move(declaration.requests);
  if (echo == Echo::sent_lines) settings->announced = say_sent;
  const ExitCode ended = run_bridge(declaration.participants, *std::move(settings));
  return ended == ExitCode::ok ? found : ended;
}

}  // namespace mfp::cli
