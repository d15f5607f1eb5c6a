#include "cli/commands/live_target.hpp"

#include <iostream>
#include <utility>

#include "cli/commands/declaration_report.hpp"
#include "daemon/broker_choice.hpp"

namespace mfp::cli {

tl::expected<client::LiveTarget, ExitCode> find_target(const Options& options, const std::vector<std::string>& files) {
  Options named = options;
  named.paths = files;
  declaration::Declaration declaration;
  if (!files.empty() || !options.roles.empty()) {
    declaration = load(named);
    if (const ExitCode found = report(declaration, std::cerr); found != ExitCode::ok) return tl::unexpected(found);
  }
  auto settings = daemon::choose_broker(broker_request(named), declaration.configuration->broker);
  if (!settings) {
    std::cerr << "error: " << settings.error().message << '\n';
    return tl::unexpected(ExitCode::config);
  }
  return client::LiveTarget{std::move(settings->connection),
                            options.instance.value_or(declaration.configuration->router.instance),
                            declaration.configuration->participants};
}

}  // namespace mfp::cli
