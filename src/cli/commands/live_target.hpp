#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "cli/arguments/exit_code_table.hpp"
#include "cli/arguments/options.hpp"
#include "client/live_system.hpp"
#include "core/model/configuration.hpp"
#include "transport/mqtt_client.hpp"

namespace mfp::cli {

/// The broker that options, environment and files name. Nothing after a problem, which has been shown.
[[nodiscard]] tl::expected<transport::ConnectionSettings, ExitCode> chosen_connection(
    const Options& options, const core::Configuration& configuration);

/// The running system: from `--broker` and so on, and from the devices files `files`. Nothing after a problem, which
/// has been shown.
[[nodiscard]] tl::expected<client::LiveTarget, ExitCode> find_target(const Options& options,
                                                                     const std::vector<std::string>& files);

}  // namespace mfp::cli
