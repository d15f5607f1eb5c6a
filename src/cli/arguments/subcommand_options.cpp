#include "cli/arguments/subcommand_options.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "cli/arguments/command_words.hpp"

namespace mfp::cli {

namespace {

/// The value of an option, which was checked; nothing where the option does not stand.
template <class T>
std::optional<T> value_of(const ParsedArguments& given, std::string_view option,
                          core::Result<T> (*parse)(const std::string&)) {
  const auto text = given.value(option);
  return text ? std::optional<T>(parse(*text).value()) : std::nullopt;
}

std::optional<core::BrokerUrl> broker_of(const ParsedArguments& given) {
  return value_of(given, "broker", parse_broker);
}

std::vector<declaration::RoleFile> roles_of(const ParsedArguments& given) {
  std::vector<declaration::RoleFile> roles;
  for (const std::string& text : given.values("role")) roles.push_back(parse_role(text).value());
  return roles;
}

LiveOptions live_options(const ParsedArguments& given) {
  return {broker_of(given), value_of(given, "instance", parse_instance), value_of(given, "wait", parse_wait)};
}

core::Result<FileOptions> files_of_msgflo_register_foreign(const ParsedArguments& given) {
  const std::vector<std::string> roles = given.values("role");
  if (given.words().size() != 1 || roles.size() > 1) {
    return core::fail("msgflo-register-foreign takes one file: msgflo-register-foreign --role ROLE FILE");
  }
  FileOptions files{{}, {}, given.values("graph"), given.value("only")};
  // Without a role the file must name its own, as a devices file of one does.
  if (roles.empty()) {
    files.paths = given.words();
  } else {
    files.roles.push_back({roles.front(), given.words().front()});
  }
  return files;
}

}  // namespace

FileOptions read_file_options(const ParsedArguments& given) {
  return {given.words(), roles_of(given), given.values("graph"), given.value("only")};
}

core::Result<RunOptions> read_run_options(const ParsedArguments& given) {
  const bool takes_bare_role = given.command().own_option.name == "role";
  auto files = takes_bare_role ? files_of_msgflo_register_foreign(given) : read_file_options(given);
  if (!files) return tl::unexpected(files.error());
  RunOptions options;
  options.files = *std::move(files);
  options.broker = broker_of(given);
  options.interval = value_of(given, "interval", parse_interval).value_or(options.interval);
  options.forever = value_of(given, "forever", parse_forever).value_or(!takes_bare_role);
  options.keep_going = given.has("keep-going");
  options.watch = given.has("watch");
  options.log_level = given.value("log-level").value_or(options.log_level);
  return options;
}

TestOptions read_test_options(const ParsedArguments& given) { return {read_file_options(given), given.has("tap")}; }

SimulateOptions read_simulate_options(const ParsedArguments& given) {
  SimulateOptions options{read_file_options(given), broker_of(given)};
  options.speed = value_of(given, "speed", parse_speed).value_or(options.speed);
  options.force = given.has("force");
  return options;
}

TryOptions read_try_options(const ParsedArguments& given) {
  TryOptions options{{}, {}, read_file_options(given)};
  std::vector<std::string>& paths = options.files.paths;
  constexpr std::size_t before_files = 2;
  if (paths.size() < before_files) return options;
  options.topic = paths[0];
  options.payload = paths[1];
  paths.erase(paths.begin(), paths.begin() + before_files);
  return options;
}

LibraryOptions read_library_options(const ParsedArguments& given) {
  LibraryOptions options{false, given.words()};
  if (options.words.empty() || options.words.front() != "show") return options;
  options.show = true;
  options.words.erase(options.words.begin());
  return options;
}

core::Result<BindOptions> read_bind_options(const ParsedArguments& given) {
  auto words = read_command_words(given);
  if (!words) return tl::unexpected(words.error());
  return BindOptions{std::move(words->first), std::move(words->second), std::move(words->files),
                     live_options(given),     given.has("json"),        given.has("queue")};
}

BindingsOptions read_bindings_options(const ParsedArguments& given) {
  return {given.words(), live_options(given), given.has("json")};
}

GraphOptions read_graph_options(const ParsedArguments& given) {
  GraphOptions options{read_file_options(given), live_options(given)};
  options.format = value_of(given, "format", parse_format).value_or(options.format);
  return options;
}

ParticipantsOptions read_participants_options(const ParsedArguments& given) {
  return {given.words(), live_options(given), given.has("json"), given.has("names")};
}

WatchOptions read_watch_options(const ParsedArguments& given) {
  WatchOptions options{{}, {}, live_options(given), given.has("json")};
  std::partition_copy(given.words().begin(), given.words().end(), std::back_inserter(options.files),
                      std::back_inserter(options.names), looks_like_a_file);
  return options;
}

core::Result<SendOptions> read_send_options(const ParsedArguments& given) {
  auto words = read_command_words(given);
  if (!words) return tl::unexpected(words.error());
  SendOptions options{std::move(words->first), std::move(words->second), std::move(words->files), live_options(given)};
  options.expires = value_of(given, "expires", parse_expires).value_or(options.expires);
  options.queue = given.has("queue");
  options.raw = given.has("raw");
  return options;
}

}  // namespace mfp::cli
