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
#include "cli/arguments/help.hpp"
#include "cli/arguments/options.hpp"
#include "cli/arguments/subcommand_options.hpp"
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

ExitCode no_file(const Call& call) {
  return wrong_usage(call, "no file is named, e.g. " + call.typed + " devices.yaml");
}

ExitCode carry_out_on_files(const Call& call, const ParsedArguments& given) {
  const FileOptions files = read_file_options(given);
  if (files.empty()) return no_file(call);
  const Command command = call.spec->command;
  if (command == Command::test) return test(read_test_options(given));
  if (command == Command::simulate) return simulate(read_simulate_options(given));
  return command == Command::check ? check(files) : print(files);
}

/// Carries out a command, unless its words are wrong.
template <class Options>
ExitCode carry_out_on_words(const Call& call, const core::Result<Options>& options,
                            ExitCode (*command)(const Options&)) {
  return options ? command(*options) : wrong_usage(call, options.error().message);
}

ExitCode carry_out_run(const Call& call, const core::Result<RunOptions>& options) {
  if (!options) return wrong_usage(call, options.error().message);
  const FileOptions& files = options->files;
  if (files.empty()) return no_file(call);
  if (const auto problem = problem_of_command(call, files.paths)) return wrong_usage(call, *problem);
  if (options->keep_going && files.roles.empty()) return wrong_usage(call, "--keep-going goes with --role");
  return run(*options, call.is_drop_in || !files.roles.empty() ? daemon::Echo::sent_lines : daemon::Echo::none);
}

ExitCode carry_out_command(const Call& call, const ParsedArguments& given) {
  switch (call.spec->command) {
    case Command::run:
      return carry_out_run(call, read_run_options(given));
    case Command::check:
    case Command::print:
    case Command::test:
    case Command::simulate:
      return carry_out_on_files(call, given);
    case Command::try_message:
      return try_message(read_try_options(given));
    case Command::library:
      return library(read_library_options(given));
    case Command::import_roles:
      return import_roles(read_file_options(given));
    case Command::schema:
      return schema();
    case Command::bind:
      return carry_out_on_words(call, read_bind_options(given), bind);
    case Command::unbind:
      return carry_out_on_words(call, read_bind_options(given), unbind);
    case Command::bindings:
      return bindings(read_bindings_options(given));
    case Command::graph:
      return graph(read_graph_options(given));
    case Command::participants:
      return participants(read_participants_options(given));
    case Command::watch:
      return watch(read_watch_options(given));
    case Command::send:
      break;
  }
  return carry_out_on_words(call, read_send_options(given), send);
}

ExitCode carry_out(const Call& call, const ParsedArguments& given) {
  if (given.has("help")) {
    std::cout << (call.typed == program_name ? help_of_program() : help_of(call.typed, *call.spec));
    return std::cout.flush() ? ExitCode::ok : ExitCode::io_error;
  }
  if (given.has("version")) {
    std::cout << program_name << " " MFP_VERSION "\n";
    return std::cout.flush() ? ExitCode::ok : ExitCode::io_error;
  }
  return carry_out_command(call, given);
}

}  // namespace

int execute(int argc, const char* const* argv) {
  const std::vector<std::string> all(argv + std::min(argc, 1), argv + argc);
  Arguments arguments = all;
  std::string_view program = argc > 0 ? argv[0] : "";
  program.remove_prefix(program.rfind('/') + 1);
  const Call call = take_call(program, arguments);
  const auto given = parse_arguments(*call.spec, arguments);
  // An option may be wrong only because it belongs to the command that was meant.
  if (!given) return wrong_usage(call, problem_of_command(call, arguments).value_or(given.error().message));
  return carry_out(call, *given);
}

}  // namespace mfp::cli
