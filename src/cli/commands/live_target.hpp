#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "cli/arguments/exit_code_table.hpp"
#include "cli/arguments/subcommand_options.hpp"
#include "client/live_system.hpp"
#include "core/model/configuration.hpp"
#include "transport/mqtt_client.hpp"

namespace mfp::cli {

/// The broker that `--broker`, environment and files name. Nothing after a problem, which has been shown.
[[nodiscard]] tl::expected<transport::ConnectionSettings, ExitCode> chosen_connection(
    const std::optional<core::BrokerUrl>& broker, const FileOptions& files, const core::Configuration& configuration);

/// The running system: from the devices files `files`, and from the options. Nothing after a problem, which
/// has been shown.
[[nodiscard]] tl::expected<client::LiveTarget, ExitCode> find_target(const std::vector<std::string>& files,
                                                                     const LiveOptions& options);

}  // namespace mfp::cli
