#include "core/model/broker_settings.hpp"

#include <charconv>

#include "core/text/passwords.hpp"

namespace mfp::core {

namespace {

constexpr std::uint16_t plain_port = 1883;
constexpr std::uint16_t tls_port = 8883;

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape =
        text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0;
    if (escape) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

Result<std::string_view> take_scheme(std::string_view text, BrokerUrl& url) {
  const std::size_t end = text.find("://");
  if (end == std::string_view::npos) {
    return fail("is not a URL; write it like mqtt://localhost or mqtts://broker.example:8883");
  }
  const std::string_view scheme = text.substr(0, end);
  if (scheme == "mqtts") {
    url.security = Security::tls;
    url.port = tls_port;
  } else if (scheme != "mqtt") {
    return fail("has the scheme '" + without_passwords(scheme) + "'; mqtt:// and mqtts:// are known");
  }
  return text.substr(end + 3);
}

std::string_view take_credentials(std::string_view text, BrokerUrl& url) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos) return text;
  const std::string_view credentials = text.substr(0, at);
  const std::size_t colon = credentials.find(':');
  url.username = percent_decoded(credentials.substr(0, colon));
  if (colon != std::string_view::npos) url.password = percent_decoded(credentials.substr(colon + 1));
  return text.substr(at + 1);
}

Result<void> take_host_and_port(std::string_view text, BrokerUrl& url) {
  const bool bracketed = text.starts_with('[');
  const std::size_t host_end = bracketed ? text.find(']') : text.find(':');
  if (bracketed && host_end == std::string_view::npos) return fail("has a `[` without its `]`");
  url.host = std::string(bracketed ? text.substr(1, host_end - 1) : text.substr(0, host_end));
  if (url.host.empty()) return fail("names no host; write it like mqtt://localhost");
  if (url.host.find_first_of(" \t\r\n") != std::string::npos) return fail("has a blank in the host's name");
  std::string_view rest = host_end == std::string_view::npos ? std::string_view{} : text.substr(host_end);
  if (bracketed) rest.remove_prefix(1);
  if (rest.empty()) return {};
  const std::string_view digits = rest.substr(1);
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), url.port);
  const bool whole = rest.front() == ':' && failure == std::errc{} && end == digits.data() + digits.size();
  if (!whole || url.port == 0) {
    // Where the host was forgotten, other words may be a password.
    const bool is_number = digits.find_first_not_of("0123456789") == std::string_view::npos;
    const std::string port =
        is_number ? "the port '" + std::string(digits) + "'" : std::string("no number as its port");
    return fail("has " + port + "; a port is a number from 1 to 65535");
  }
  return {};
}

}  // namespace

Result<BrokerUrl> BrokerUrl::parse(std::string_view text) {
  BrokerUrl url;
  auto rest = take_scheme(text, url);
  if (!rest) return tl::unexpected(rest.error());
  std::string_view authority = take_credentials(*rest, url);
  if (authority.ends_with('/')) authority.remove_suffix(1);
  if (authority.find_first_of("/?") != std::string_view::npos) {
    return fail("has a path; an MQTT broker's address ends after host and port");
  }
  if (auto taken = take_host_and_port(authority, url); !taken) return tl::unexpected(taken.error());
  return url;
}

std::string BrokerUrl::text() const {
  const bool tls = security == Security::tls;
  std::string out = tls ? "mqtts://" : "mqtt://";
  const bool bracketed = host.find(':') != std::string::npos;
  out += bracketed ? '[' + host + ']' : host;
  if (port != (tls ? tls_port : plain_port)) out += ':' + std::to_string(port);
  return out;
}

Result<std::uint32_t> parse_duration(std::string_view text) {
  const auto wrong = [&] {
    return fail("'" + std::string(text) + "' is no length of time; write it like 30s, 5m, 12h or 1d");
  };
  std::uint64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc{}) return wrong();
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  std::uint64_t factor = 1;
  if (unit == "m") {
    factor = 60;
  } else if (unit == "h") {
    factor = 3600;
  } else if (unit == "d") {
    factor = 86400;
  } else if (!unit.empty() && unit != "s") {
    return wrong();
  }
  constexpr std::uint64_t longest = 4294967294U;
  if (number > longest / factor) return fail("'" + std::string(text) + "' is too long; at most 4,294,967,294 seconds");
  return static_cast<std::uint32_t>(number * factor);
}

}  // namespace mfp::core
