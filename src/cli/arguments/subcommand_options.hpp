#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/arguments/option_values.hpp"
#include "cli/arguments/options.hpp"
#include "core/model/broker_settings.hpp"
#include "core/text/result.hpp"
#include "declaration/set/loader.hpp"

// What each subcommand takes, and how it is read from the arguments. Errors say what is wrong with the words.
namespace mfp::cli {

/// The files that declare something.
struct FileOptions {
  /// Devices files and folders of them; for some commands also definitions, for `import` what starts the roles.
  std::vector<std::string> paths;
  std::vector<declaration::RoleFile> roles;
  std::vector<std::string> graphs;
  /// The one role that is left of them.
  std::optional<std::string> only;

  /// Whether nothing is named.
  [[nodiscard]] bool empty() const { return paths.empty() && roles.empty() && graphs.empty(); }
};

/// Where the running system is.
struct LiveOptions {
  std::optional<core::BrokerUrl> broker;
  /// Of the router that answers; nothing: the one that the files name, else `default`.
  std::optional<std::string> instance;
  /// Seconds to listen for announcements when no router tells who is there. Nothing: a little more than the 27 s
  /// between two, and no longer than it takes to hear of those that this program speaks for.
  std::optional<double> wait;
};

struct RunOptions {
  FileOptions files;
  std::optional<core::BrokerUrl> broker;
  double interval = 60;
  bool forever = true;
  bool keep_going = false;
  bool watch = false;
  std::string log_level = "info";
};

struct TestOptions {
  FileOptions files;
  /// As TAP.
  bool tap = false;
};

struct SimulateOptions {
  FileOptions files;
  std::optional<core::BrokerUrl> broker;
  /// Messages a second.
  double speed = 1;
  /// Also devices that are there already.
  bool force = false;
};

struct TryOptions {
  /// A topic, or a port. Nothing: too few words were given; so with the payload.
  std::optional<std::string> topic;
  std::optional<std::string> payload;
  FileOptions files;
};

struct LibraryOptions {
  /// Show the definition that the words name, instead of listing those that have the words.
  bool show = false;
  std::vector<std::string> words;
};

/// Of `unbind`, too.
struct BindOptions {
  std::string source;
  std::string target;
  std::vector<std::string> files;
  LiveOptions live;
  bool json = false;
  /// Source and target are queues, not ports.
  bool queue = false;
};

struct BindingsOptions {
  std::vector<std::string> files;
  LiveOptions live;
  bool json = false;
};

struct GraphOptions {
  FileOptions files;
  LiveOptions live;
  GraphFormat format = GraphFormat::fbp;
};

struct ParticipantsOptions {
  std::vector<std::string> files;
  LiveOptions live;
  bool json = false;
  /// Only the names of their ports.
  bool names = false;
};

struct WatchOptions {
  /// Roles and ports; none: all.
  std::vector<std::string> names;
  std::vector<std::string> files;
  LiveOptions live;
  bool json = false;
};

struct SendOptions {
  std::string port;
  std::string value;
  std::vector<std::string> files;
  LiveOptions live;
  /// The seconds for which the broker keeps the message.
  std::uint32_t expires = 60;
  /// The port is a queue.
  bool queue = false;
  /// The bytes as they are.
  bool raw = false;
};

[[nodiscard]] FileOptions read_file_options(const ParsedArguments& given);
/// Also those of msgflo-register-foreign, where `--role` is a bare role for the one file, and `--forever` is false
/// unless said otherwise.
[[nodiscard]] core::Result<RunOptions> read_run_options(const ParsedArguments& given);
[[nodiscard]] TestOptions read_test_options(const ParsedArguments& given);
[[nodiscard]] SimulateOptions read_simulate_options(const ParsedArguments& given);
[[nodiscard]] TryOptions read_try_options(const ParsedArguments& given);
[[nodiscard]] LibraryOptions read_library_options(const ParsedArguments& given);
[[nodiscard]] core::Result<BindOptions> read_bind_options(const ParsedArguments& given);
[[nodiscard]] BindingsOptions read_bindings_options(const ParsedArguments& given);
[[nodiscard]] GraphOptions read_graph_options(const ParsedArguments& given);
[[nodiscard]] ParticipantsOptions read_participants_options(const ParsedArguments& given);
[[nodiscard]] WatchOptions read_watch_options(const ParsedArguments& given);
[[nodiscard]] core::Result<SendOptions> read_send_options(const ParsedArguments& given);

}  // namespace mfp::cli
