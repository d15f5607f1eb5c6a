#pragma once

#include <string>
#include <string_view>

#include "transport/mqtt_client.hpp"

namespace mfp::transport {

/// By the reason code of CONNACK, of MQTT 5 or 3.1.1.
[[nodiscard]] ConnectionEnd refused_connection(int reason_code);

/// `code` is one of libmosquitto's own (below 128) or the reason of the broker's DISCONNECT; `error_number` the errno
/// that it left behind.
[[nodiscard]] ConnectionEnd ended_connection(int code, int error_number);

/// `OpenSSL Error[0]: error:0A000086:SSL routines::certificate verify failed` as `TLS: certificate verify failed`.
[[nodiscard]] std::string tls_error(std::string_view log_line);

}  // namespace mfp::transport
