#include "cli/command_line.hpp"

#include <algorithm>
#include <iostream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_table.hpp"
#include "cli/command_words.hpp"
#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/options.hpp"
#include "declaration/suggestion.hpp"
#include "system/disk.hpp"

namespace mfp::cli {

namespace {

using Arguments = std::span<const std::string>;

constexpr std::string_view program_name = "msgflo-foreign-participant";

/// What is called for, and what was typed for it: `msgflo-foreign-participant bind`, or `msgflo-register`.
struct Call {
  const CommandSpec* spec;
  std::string typed;
  bool is_drop_in = false;
};

ExitCode wrong_usage(const Call& call, const std::string& message) {
  std::cerr << "error: " << message << "\nSee " << call.typed << " --help\n";
  return ExitCode::usage;
}

/// What a word that is no file, and hardly meant as one, was probably meant to be.
std::optional<std::string_view> mistyped_command(const Options& options) {
  if (options.paths.empty() || system::Disk().kind(options.paths.front()) != core::FileKind::missing) return {};
  std::vector<std::string_view> names;
  for (const CommandSpec& spec : all_command_specs()) names.push_back(spec.name);
  return declaration::nearest(options.paths.front(), names);
}

/// Takes the command's name off the front; `run` may be left out.
Call take_call(std::string_view program, Arguments& arguments) {
  if (const CommandSpec* drop_in = find_drop_in(program)) return {drop_in, std::string(program), true};
  const CommandSpec* known = arguments.empty() ? nullptr : find_command(arguments.front());
  if (known == nullptr) return {&spec_of(Command::run), std::string(program_name)};
  arguments = arguments.subspan(1);
  return {known, std::string(program_name).append(1, ' ').append(known->name)};
}

/// Those whose first two words are no files but what the command is about.
constexpr Commands commands_of_two_words{Command::try_message, Command::bind, Command::unbind, Command::send};

/// The two words, which are no options even when they begin with a dash.
std::vector<std::string> take_words(Command command, Arguments& arguments) {
  constexpr std::size_t words = 2;
  if (!commands_of_two_words.has(command) || arguments.size() < words) return {};
  if (arguments[0].starts_with("--") || arguments[1].starts_with("--")) return {};
  std::vector<std::string> taken(arguments.begin(), arguments.begin() + words);
  arguments = arguments.subspan(words);
  return taken;
}

ExitCode carry_out_on_files(const Call& call, const Options& options, Echo echo) {
  const Command command = call.spec->command;
  if (options.paths.empty() && options.roles.empty()) {
    return wrong_usage(call, "no file is named, e.g. " + call.typed + " devices.yaml");
  }
  if (command == Command::test) return test(options);
  if (command == Command::simulate) return simulate(options);
  if (command == Command::try_message) return try_message(options);
  // The drop-ins have no commands.
  if (const auto meant = call.is_drop_in ? std::nullopt : mistyped_command(options)) {
    return wrong_usage(call, "there is no command or file '" + options.paths.front() + "'; did you mean '" +
                                 std::string(*meant) + "'?");
  }
  if (options.keep_going && options.roles.empty()) return wrong_usage(call, "--keep-going goes with --role");
  if (command == Command::check) return check(options);
  if (command == Command::print) return print(options);
  return run(options, echo);
}

ExitCode carry_out_on_words(const Call& call, const Options& options) {
  const Command command = call.spec->command;
  const std::string problem = problem_of_words(call.spec->name, options);
  if (!problem.empty()) return wrong_usage(call, problem);
  if (command == Command::bind) return bind(options);
  return command == Command::unbind ? unbind(options) : send(options);
}

ExitCode carry_out(const Call& call, const Options& options, Echo echo) {
  if (options.help) {
    std::cout << (call.typed == program_name ? help_of_program() : help_of(call.typed, *call.spec));
    return std::cout.flush() ? ExitCode::ok : ExitCode::io_error;
  }
  if (options.version) {
    std::cout << program_name << " " MFP_VERSION "\n";
    return std::cout.flush() ? ExitCode::ok : ExitCode::io_error;
  }
  switch (call.spec->command) {
    case Command::schema:
      return schema();
    case Command::library:
      return library(options);
    case Command::bind:
    case Command::unbind:
    case Command::send:
      return carry_out_on_words(call, options);
    case Command::bindings:
      return bindings(options);
    case Command::graph:
      return graph(options);
    case Command::participants:
      return participants(options);
    case Command::watch:
      return watch(options);
    default:
      return carry_out_on_files(call, options, echo);
  }
}

}  // namespace

int execute(int argc, const char* const* argv) {
  const std::vector<std::string> all(argv + std::min(argc, 1), argv + argc);
  Arguments arguments = all;
  std::string_view program = argc > 0 ? argv[0] : "";
  program.remove_prefix(program.rfind('/') + 1);
  const Call call = take_call(program, arguments);
  const Command command = call.spec->command;
  const std::vector<std::string> words = take_words(command, arguments);
  auto options =
      program == "msgflo-register-foreign" ? parse_foreign_options(arguments) : parse_options(command, arguments);
  if (!options) return wrong_usage(call, options.error().message);
  options->paths.insert(options->paths.begin(), words.begin(), words.end());
  if (command == Command::bind || command == Command::unbind) drop_arrow(options->paths);
  return carry_out(call, *options, call.is_drop_in || !options->roles.empty() ? Echo::sent_lines : Echo::none);
}

}  // namespace mfp::cli
