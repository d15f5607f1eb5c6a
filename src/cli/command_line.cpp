#include "cli/command_line.hpp"

#include <algorithm>
#include <array>
#include <iostream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/arguments/command_table.hpp"
#include "cli/arguments/command_words.hpp"
#include "cli/arguments/help.hpp"
#include "cli/arguments/options.hpp"
#include "cli/commands/commands.hpp"
#include "core/text/suggestion.hpp"
#include "core/text/text.hpp"
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

/// Commands of other programs, and what they are here.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> synonyms{
    {{"help", "'--help'"},
     {"version", "'--version'"},
     {"start", "'run'"},
     {"validate", "'check'"},
     {"list", "'participants' or 'library'"},
     {"status", "'participants'"},
     {"info", "'participants' or 'library show'"},
     {"publish", "'send'"},
     {"subscribe", "'watch'"}}};

/// What the words were probably meant to be; empty when nothing is near.
std::string meant_by(Arguments words) {
  const std::string& word = words.front();
  if (word == "help" && words.size() > 1 && find_command(words[1]) != nullptr) return '\'' + words[1] + " --help'";
  const auto* const synonym =
      std::find_if(synonyms.begin(), synonyms.end(), [&](const auto& one) { return one.first == word; });
  if (synonym != synonyms.end()) return std::string(synonym->second);
  std::vector<std::string_view> names;
  for (const CommandSpec& spec : all_command_specs()) names.push_back(spec.name);
  const auto near = core::nearest(word, names);
  return near ? '\'' + std::string(*near) + '\'' : std::string();
}

/// What is wrong with a word that stands for a command, but is neither one nor a file.
std::optional<std::string> problem_of_command(const Call& call, Arguments words) {
  // Behind a command stand files; the drop-ins have no commands.
  if (call.typed != program_name || words.empty() || words.front().starts_with('-')) return std::nullopt;
  const auto is_missing = [](const std::string& word) { return system::Disk().kind(word) == core::FileKind::missing; };
  const std::string first = core::printable(words.front());
  const std::string meant = is_missing(words.front()) ? meant_by(words) : std::string();
  if (!meant.empty()) return "there is no command or file '" + first + "'; did you mean " + meant + '?';
  const auto behind = std::find_if(words.begin() + 1, words.end(), [&](const std::string& word) {
    return find_command(word) != nullptr && is_missing(word);
  });
  if (behind == words.end()) return std::nullopt;
  return "the command comes first: " + std::string(program_name) + ' ' + *behind + ' ' + first;
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

ExitCode carry_out_on_files(const Call& call, const Options& options, daemon::Echo echo) {
  const Command command = call.spec->command;
  if (command == Command::try_message) return try_message(options);
  if (options.paths.empty() && options.roles.empty() && options.graphs.empty()) {
    return wrong_usage(call, "no file is named, e.g. " + call.typed + " devices.yaml");
  }
  if (command == Command::test) return test(options);
  if (command == Command::simulate) return simulate(options);
  if (const auto problem = problem_of_command(call, options.paths)) return wrong_usage(call, *problem);
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

ExitCode carry_out(const Call& call, const Options& options, daemon::Echo echo) {
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
    case Command::import_roles:
      return import_roles(options);
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
  // An option may be wrong only because it belongs to the command that was meant.
  if (!options) return wrong_usage(call, problem_of_command(call, arguments).value_or(options.error().message));
  options->paths.insert(options->paths.begin(), words.begin(), words.end());
  if (command == Command::bind || command == Command::unbind) drop_arrow(options->paths);
  return carry_out(call, *options,
                   call.is_drop_in || !options->roles.empty() ? daemon::Echo::sent_lines : daemon::Echo::none);
}

}  // namespace mfp::cli
