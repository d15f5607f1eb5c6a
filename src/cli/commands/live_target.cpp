#include "cli/commands/live_target.hpp"

#include <iostream>
#include <utility>

#include "cli/commands/declaration_report.hpp"
#include "daemon/broker_choice.hpp"

namespace mfp::cli {

tl::expected<transport::ConnectionSettings, ExitCode> chosen_connection(const std::optional<core::BrokerUrl>& broker,
                                                                        const FileOptions& files,
                                                                        const core::Configuration& configuration) {
  auto choice = daemon::choose_broker(broker_request(broker, files), configuration);
  if (!choice) {
    std::cerr << "error: " << choice.error().message << '\n';
    return tl::unexpected(ExitCode::config);
  }
  if (!choice->warning.empty()) std::cerr << "warning: " << choice->warning << '\n';
  return std::move(choice->settings.connection);
}

tl::expected<client::LiveTarget, ExitCode> find_target(const std::vector<std::string>& files,
                                                       const LiveOptions& options) {
  FileOptions named;
  named.paths = files;
  declaration::Declaration declaration;
  if (!files.empty()) {
    declaration = load(named);
    if (const ExitCode found = report(declaration, std::cerr); found != ExitCode::ok) return tl::unexpected(found);
  }
  auto connection = chosen_connection(options.broker, named, *declaration.configuration);
  if (!connection) return tl::unexpected(connection.error());
  return client::LiveTarget{*std::move(connection),
                            options.instance.value_or(declaration.configuration->router.instance),
                            declaration.configuration->participants};
}

}  // namespace mfp::cli
