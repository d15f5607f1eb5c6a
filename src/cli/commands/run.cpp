#include <iostream>
#include <utility>

#include "cli/commands/commands.hpp"
#include "cli/commands/declaration_report.hpp"
#include "daemon/runner.hpp"
#include "system/asio_loop.hpp"
#include "system/log.hpp"
#include "transport/mosquitto_client.hpp"

namespace mfp::cli {

ExitCode run(const RunOptions& options, daemon::Echo echo) {
  if (!system::set_up_log(options.log_level)) {
    std::cerr << "error: --log-level takes debug, info, warning or error; got '" << options.log_level << "'\n";
    return ExitCode::usage;
  }
  declaration::Declaration declaration = load(options.files);
  const ExitCode found = report(declaration, std::cerr);
  if (found != ExitCode::ok && (!options.keep_going || declaration.configuration->participants.empty())) return found;
  daemon::RunRequest request;
  request.broker = broker_request(options.broker, options.files);
  request.load = [&options] { return load(options.files); };
  request.interval = std::chrono::duration<double>(options.interval);
  request.repeat = options.forever ? bridge::Repeat::forever : bridge::Repeat::once;
  request.watch = options.watch ? daemon::WatchFiles::yes : daemon::WatchFiles::no;
  request.echo = echo;
  system::AsioLoop loop;
  daemon::Runner runner(std::move(request), loop, transport::make_mosquitto_client);
  const ExitCode ended = runner.run(std::move(declaration));
  return ended == ExitCode::ok ? found : ended;
}

}  // namespace mfp::cli
