#include "transport/mosquitto_ends.hpp"

#include <mosquitto.h>
#include <mqtt_protocol.h>

#include <cstring>
#include <utility>

namespace mfp::transport {

namespace {

/// Reasons of a DISCONNECT that are about a packet of ours (MQTT 5 section 3.14.2.1).
bool is_rejection(int reason_code) {
  switch (reason_code) {
    case MQTT_RC_MALFORMED_PACKET:
    case MQTT_RC_PROTOCOL_ERROR:
    case MQTT_RC_TOPIC_NAME_INVALID:
    case MQTT_RC_PACKET_TOO_LARGE:
    case MQTT_RC_PAYLOAD_FORMAT_INVALID:
      return true;
    default:
      return false;
  }
}

}  // namespace

ConnectionEnd refused_connection(int reason_code) {
  switch (reason_code) {
    case MQTT_RC_UNSUPPORTED_PROTOCOL_VERSION:
    case 1:  // The same, as MQTT 3.1.1 brokers say it.
      return {EndReason::protocol_version, "the broker does not speak MQTT 5"};
    case MQTT_RC_BAD_USERNAME_OR_PASSWORD:
    case MQTT_RC_NOT_AUTHORIZED:
    case MQTT_RC_BANNED:
    case 4:
    case 5:
      return {EndReason::credentials, mosquitto_reason_string(reason_code)};
    default:
      return {EndReason::refused, mosquitto_reason_string(reason_code)};
  }
}

ConnectionEnd ended_connection(int code, int error_number) {
  if (code == MQTT_RC_SESSION_TAKEN_OVER) {
    return {EndReason::taken_over, "another connection came with the same client id"};
  }
  if (is_rejection(code)) return {EndReason::rejected, mosquitto_reason_string(code)};
  if (code >= 128) return {EndReason::lost, mosquitto_reason_string(code)};
  if (code == MOSQ_ERR_ERRNO && error_number != 0) return {EndReason::lost, std::strerror(error_number)};
  if (code == MOSQ_ERR_KEEPALIVE) return {EndReason::lost, "the broker did not answer a ping"};
  if (code == 0 || code == MOSQ_ERR_CONN_LOST) return {EndReason::lost, "the broker closed the connection"};
  // The library's texts are sentences with a full stop.
  std::string text = mosquitto_strerror(code);
  if (text.ends_with('.')) text.pop_back();
  return {EndReason::lost, std::move(text)};
}

std::string tls_error(std::string_view log_line) {
  const std::string_view reason = log_line.substr(log_line.rfind(':') + 1);
  std::string text = "TLS: " + std::string(reason);
  // What a broker without TLS makes of a handshake.
  if (reason == "unexpected eof while reading" || reason == "wrong version number") {
    text += "; does the broker speak TLS on this port?";
  }
  return text;
}

}  // namespace mfp::transport
