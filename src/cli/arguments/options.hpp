#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/arguments/command.hpp"
#include "core/model/broker_settings.hpp"
#include "core/text/result.hpp"
#include "declaration/set/loader.hpp"

namespace mfp::cli {

/// What `graph` writes.
enum class GraphFormat : std::uint8_t { fbp, json, dot, svg, mermaid };

/// Everything that can stand on a command line. Each subcommand uses its part.
struct Options {
  std::vector<std::string> paths;
  std::vector<declaration::RoleFile> roles;
  std::vector<std::string> graphs;
  std::optional<std::string> only;
  std::optional<core::BrokerUrl> broker;
  double interval = 60;
  bool forever = true;
  bool keep_going = false;
  bool watch = false;
  std::string log_level = "info";
  /// `test`: as TAP.
  bool tap = false;
  /// `simulate`: also devices that are there already.
  bool force = false;
  /// `simulate`: messages a second.
  double speed = 1;
  /// Of the router that answers; nothing: the one that the files name, else `default`.
  std::optional<std::string> instance;
  /// Seconds to listen for announcements when no router tells who is there. Nothing: a little more than the 27 s
  /// between two, and no longer than it takes to hear of those that this program speaks for.
  std::optional<double> wait;
  GraphFormat format = GraphFormat::fbp;
  bool json = false;
  /// The words are queues.
  bool queue = false;
  /// `send`: the seconds for which the broker keeps the message.
  std::uint32_t expires = 60;
  /// `send`: the bytes as they are.
  bool raw = false;
  /// `participants`: only the names of their ports.
  bool names = false;
  bool help = false;
  bool version = false;
};

/// Reads the arguments behind the command's name. Errors say which argument is wrong, or does not go with the command.
[[nodiscard]] core::Result<Options> parse_options(Command command, std::span<const std::string> arguments);

/// The options of msgflo-register-foreign, where `--role` is a bare role for the one file, and `--forever` is false
/// unless said otherwise.
[[nodiscard]] core::Result<Options> parse_foreign_options(std::span<const std::string> arguments);

}  // namespace mfp::cli
