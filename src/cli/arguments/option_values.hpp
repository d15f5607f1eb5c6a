#pragma once

#include <cstdint>
#include <string>

#include "cli/arguments/options.hpp"
#include "core/model/broker_settings.hpp"
#include "core/text/result.hpp"
#include "declaration/set/loader.hpp"

// The values of options, from their text. Errors say what the option takes.
namespace mfp::cli {

/// What `graph` writes.
enum class GraphFormat : std::uint8_t { fbp, json, dot, svg, mermaid };

[[nodiscard]] core::Result<core::BrokerUrl> parse_broker(const std::string& text);
/// Seconds.
[[nodiscard]] core::Result<double> parse_interval(const std::string& text);
/// Messages a second.
[[nodiscard]] core::Result<double> parse_speed(const std::string& text);
[[nodiscard]] core::Result<bool> parse_forever(const std::string& text);
[[nodiscard]] core::Result<std::string> parse_instance(const std::string& text);
/// Seconds.
[[nodiscard]] core::Result<double> parse_wait(const std::string& text);
/// Seconds.
[[nodiscard]] core::Result<std::uint32_t> parse_expires(const std::string& text);
[[nodiscard]] core::Result<GraphFormat> parse_format(const std::string& text);
[[nodiscard]] core::Result<declaration::RoleFile> parse_role(const std::string& text);

/// Whether each of the options above has a value that it takes, so that whoever reads it later needs to ask no more.
[[nodiscard]] core::Result<void> check_values(const ParsedArguments& given);

}  // namespace mfp::cli
