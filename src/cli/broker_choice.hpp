#pragma once

#include <string>

#include "bridge/bridge.hpp"
#include "cli/exit_code.hpp"
#include "cli/options.hpp"
#include "core/result.hpp"

namespace mfp::cli {

/// Which broker to use and how to enter it: `--broker`, else MSGFLO_BROKER, else the files' `broker:`, else
/// mqtt://localhost. What the files say beside the URL holds in any case. Also derives the client id and the name of
/// the session's file, both of which must be the same at each start of the same set. Errors: a URL that cannot be
/// read, a file that cannot be read, a password without a user.
[[nodiscard]] core::Result<bridge::BridgeSettings> choose_broker(const Options& options,
                                                                 const std::optional<core::BrokerSettings>& declared);

/// Tells on standard error why a command has no connection, and what to do; gives its exit code.
[[nodiscard]] ExitCode tell_lost(const core::BrokerUrl& broker, const transport::ConnectionEnd& end);

}  // namespace mfp::cli
