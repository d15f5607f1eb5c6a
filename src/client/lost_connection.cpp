#include "client/lost_connection.hpp"

#include <iostream>
#include <string_view>

namespace mfp::client {

using system::ExitCode;

ExitCode tell_lost(const transport::ConnectionSettings& connection, const transport::ConnectionEnd& end) {
  const bool refused = end.reason == transport::EndReason::credentials;
  const std::string_view cure = refused ? "give user and password under broker in a devices file, or in MSGFLO_BROKER"
                                        : "--broker, MSGFLO_BROKER or a devices file names another broker";
  std::cerr << "error: " << transport::broker_and_origin(connection) << ": " << end.text << "; " << cure << '\n';
  return refused ? ExitCode::no_permission : ExitCode::unavailable;
}

}  // namespace mfp::client
