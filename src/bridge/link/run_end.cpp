#include "bridge/link/run_end.hpp"

namespace mfp::bridge {

RunEnd end_of_run(const transport::ConnectionEnd& end, const std::string& broker, const std::string& client_id) {
  switch (end.reason) {
    case transport::EndReason::credentials:
      return {RunEnd::Kind::credentials_refused,
              broker + " refuses the connection: " + end.text + "; look at username and password_file under broker"};
    case transport::EndReason::taken_over:
      return client_id_taken_end(client_id, "the broker says so");
    case transport::EndReason::protocol_version:
      return {RunEnd::Kind::no_mqtt5, broker + " does not speak MQTT 5, which is needed; mosquitto does from 1.6 on"};
    case transport::EndReason::lost:
    case transport::EndReason::refused:
    case transport::EndReason::rejected:
      break;
  }
  return {};
}

RunEnd client_id_taken_end(const std::string& client_id, const std::string& other) {
  return {RunEnd::Kind::taken_over, "another process runs with the client id " + client_id + " (" + other +
                                        "); stop it, or give one of the two another client_id under broker"};
}

}  // namespace mfp::bridge
