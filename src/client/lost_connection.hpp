#pragma once

#include "system/exit_code.hpp"
#include "transport/mqtt_client.hpp"

namespace mfp::client {

/// Tells on standard error why a command has no connection, and what to do; gives its exit code.
[[nodiscard]] system::ExitCode tell_lost(const transport::ConnectionSettings& connection,
                                         const transport::ConnectionEnd& end);

}  // namespace mfp::client
