#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/broker_settings.hpp"
#include "core/result.hpp"
#include "declaration/loader.hpp"

namespace mfp::cli {

/// Everything that can stand on a command line. Each subcommand uses its part.
struct Options {
  std::vector<std::string> paths;
  std::vector<declaration::RoleFile> roles;
  std::optional<std::string> only;
  std::optional<core::BrokerUrl> broker;
  double interval = 60;
  bool forever = true;
  bool keep_going = false;
  std::string log_level = "info";
  /// `test`: as TAP.
  bool tap = false;
  /// `simulate`: messages a second.
  double speed = 1;
  bool help = false;
  bool version = false;
};

/// Reads the arguments behind the command's name. Errors say which argument is wrong.
[[nodiscard]] core::Result<Options> parse_options(std::span<const std::string> arguments);

/// The options of msgflo-register-foreign, where `--role` is a bare role for the one file, and `--forever` is false
/// unless said otherwise.
[[nodiscard]] core::Result<Options> parse_foreign_options(std::span<const std::string> arguments);

/// The options, a line each, for `--help`.
[[nodiscard]] std::string options_help();

}  // namespace mfp::cli
