#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/text/result.hpp"

namespace mfp::core {

enum class Security : std::uint8_t { plain, tls };

/// `mqtt://host:port` or `mqtts://host:port`, taken apart. The port is 1883 or 8883 unless the URL names one.
struct BrokerUrl {
  Security security = Security::plain;
  std::string host = "localhost";
  std::uint16_t port = 1883;
  /// From `mqtt://user:password@host`, percent-decoded, as MSGFLO_BROKER often holds them.
  std::string username;
  std::string password;

  /// Reads an MQTT URL. A path is allowed only when it is empty or `/`. IPv6 hosts stand in brackets.
  [[nodiscard]] static Result<BrokerUrl> parse(std::string_view text);

  /// For people and logs: without user and password, and without the scheme's own port.
  [[nodiscard]] std::string text() const;

  friend bool operator==(const BrokerUrl&, const BrokerUrl&) = default;
};

/// One broker and how to enter it: the `broker:` of a devices file. Files are paths as resolved beside that file.
struct BrokerSettings {
  /// Nothing where the file names none.
  std::optional<BrokerUrl> url;
  std::string username;
  std::string password_file;
  std::string ca_file;
  std::string cert_file;
  std::string key_file;
  /// Empty: derived from the broker's address and the file set's name.
  std::string client_id;
  /// Seconds for which the broker keeps what arrives while we are away; 0 leaves no session behind.
  std::uint32_t session_expiry = 86400;

  friend bool operator==(const BrokerSettings&, const BrokerSettings&) = default;
};

/// `30s`, `5m`, `12h`, `1d`, or plain seconds; at most 4,294,967,294 s (MQTT 5 section 3.1.2.11.2).
[[nodiscard]] Result<std::uint32_t> parse_duration(std::string_view text);

}  // namespace mfp::core
