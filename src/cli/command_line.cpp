#include "cli/command_line.hpp"

#include <algorithm>
#include <array>
#include <iostream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_words.hpp"
#include "cli/commands.hpp"
#include "cli/option_table.hpp"
#include "cli/options.hpp"
#include "core/text.hpp"
#include "declaration/suggestion.hpp"
#include "system/disk.hpp"

namespace mfp::cli {

namespace {

using Arguments = std::span<const std::string>;

enum class Command : std::uint8_t {
  run,
  check,
  print,
  test,
  simulate,
  try_message,
  library,
  schema,
  bind,
  unbind,
  bindings,
  graph,
  participants,
  watch,
  send
};

constexpr std::array<std::pair<std::string_view, Command>, 15> commands{{{"run", Command::run},
                                                                         {"check", Command::check},
                                                                         {"print", Command::print},
                                                                         {"test", Command::test},
                                                                         {"simulate", Command::simulate},
                                                                         {"try", Command::try_message},
                                                                         {"library", Command::library},
                                                                         {"schema", Command::schema},
                                                                         {"bind", Command::bind},
                                                                         {"unbind", Command::unbind},
                                                                         {"bindings", Command::bindings},
                                                                         {"graph", Command::graph},
                                                                         {"participants", Command::participants},
                                                                         {"watch", Command::watch},
                                                                         {"send", Command::send}}};

void show_help() {
  std::cout << "msgflo-foreign-participant devices.yaml        announce the devices and relay their topics\n"
               "msgflo-foreign-participant check devices.yaml  show what is wrong with the file\n"
               "\n"
               "Files may be several, or a folder of *.yaml files. Other commands:\n"
               "  print FILE...               the announcements, one JSON object a line\n"
               "  try TOPIC PAYLOAD FILE...   what would become of a message, step by step; - reads the payload\n"
               "  test FILE|NAME...           run the examples of definitions and devices\n"
               "  simulate FILE|NAME...       play the devices on the broker\n"
               "  library [WORD]              list the definitions of known devices\n"
               "  library show NAME           the ports and parameters of one\n"
               "  schema                      the JSON schema of a devices file, for editors\n"
               "\n"
               "About the running system, at the broker that is named or that FILEs name:\n"
               "  bind SOURCE TARGET          connect an outport to an inport, each as ROLE.PORT\n"
               "  unbind SOURCE TARGET        undo that\n"
               "  bindings                    what is connected\n"
               "  graph [FILE...]             the running system as a graph, or what files declare\n"
               "  participants                who is announced\n"
               "  watch [ROLE[.PORT]...]      messages as they come\n"
               "  send ROLE.PORT VALUE        give an inport a value; - reads it\n"
               "\n"
            << options_help();
}

ExitCode wrong_usage(const std::string& message) {
  std::cerr << "error: " << message << "\nSee msgflo-foreign-participant --help\n";
  return ExitCode::usage;
}

/// What a word that is no file, and hardly meant as one, was probably meant to be.
std::optional<std::string_view> mistyped_command(const Options& options) {
  if (options.paths.empty() || system::Disk().kind(options.paths.front()) != core::FileKind::missing) return {};
  std::vector<std::string_view> names;
  names.reserve(commands.size());
  for (const auto& [name, command] : commands) names.push_back(name);
  return declaration::nearest(options.paths.front(), names);
}

/// Takes the command's name off the front; `run` may be left out.
Command take_command(Arguments& arguments) {
  if (arguments.empty()) return Command::run;
  const auto known = std::find_if(commands.begin(), commands.end(),
                                  [&](const auto& command) { return command.first == arguments.front(); });
  if (known == commands.end()) return Command::run;
  arguments = arguments.subspan(1);
  return known->second;
}

std::string_view name_of(Command command) {
  return std::find_if(commands.begin(), commands.end(), [&](const auto& known) { return known.second == command; })
      ->first;
}

/// Whether the first two words are no files but what the command is about.
bool takes_two_words(Command command) {
  return command == Command::try_message || command == Command::bind || command == Command::unbind ||
         command == Command::send;
}

/// The two words, which are no options even when they begin with a dash.
std::vector<std::string> take_words(Command command, Arguments& arguments) {
  constexpr std::size_t words = 2;
  if (!takes_two_words(command) || arguments.size() < words) return {};
  if (arguments[0].starts_with("--") || arguments[1].starts_with("--")) return {};
  std::vector<std::string> taken(arguments.begin(), arguments.begin() + words);
  arguments = arguments.subspan(words);
  return taken;
}

ExitCode carry_out_on_files(Command command, const Options& options, Echo echo) {
  if (options.paths.empty() && options.roles.empty()) {
    return wrong_usage("no file is named, e.g. msgflo-foreign-participant devices.yaml");
  }
  if (command == Command::test) return test(options);
  if (command == Command::simulate) return simulate(options);
  if (command == Command::try_message) return try_message(options);
  if (const auto meant = mistyped_command(options)) {
    return wrong_usage("there is no command or file '" + options.paths.front() + "'; did you mean '" +
                       std::string(*meant) + "'?");
  }
  if (options.keep_going && options.roles.empty()) return wrong_usage("--keep-going goes with --role");
  if (command == Command::check) return check(options);
  if (command == Command::print) return print(options);
  return run(options, echo);
}

ExitCode carry_out_on_words(Command command, const Options& options) {
  const std::string problem = problem_of_words(name_of(command), options);
  if (!problem.empty()) return wrong_usage(problem);
  if (command == Command::bind) return bind(options);
  return command == Command::unbind ? unbind(options) : send(options);
}

ExitCode carry_out(Command command, const Options& options, Echo echo) {
  if (options.help) {
    show_help();
    return ExitCode::ok;
  }
  if (options.version) {
    std::cout << "msgflo-foreign-participant " MFP_VERSION "\n";
    return ExitCode::ok;
  }
  switch (command) {
    case Command::schema:
      return schema();
    case Command::library:
      return library(options);
    case Command::bind:
    case Command::unbind:
    case Command::send:
      return carry_out_on_words(command, options);
    case Command::bindings:
      return bindings(options);
    case Command::graph:
      return graph(options);
    case Command::participants:
      return participants(options);
    case Command::watch:
      return watch(options);
    default:
      return carry_out_on_files(command, options, echo);
  }
}

}  // namespace

int execute(int argc, const char* const* argv) {
  const std::vector<std::string> all(argv + std::min(argc, 1), argv + argc);
  Arguments arguments = all;
  std::string_view name = argc > 0 ? argv[0] : "";
  name.remove_prefix(name.rfind('/') + 1);
  const bool foreign = name == "msgflo-register-foreign";
  const bool drop_in = foreign || name == "msgflo-register";
  const Command command = drop_in ? Command::run : take_command(arguments);
  const std::vector<std::string> words = take_words(command, arguments);
  auto options = foreign ? parse_foreign_options(arguments) : parse_options(name_of(command), arguments);
  if (!options) return wrong_usage(options.error().message);
  options->paths.insert(options->paths.begin(), words.begin(), words.end());
  if (command == Command::bind || command == Command::unbind) drop_arrow(options->paths);
  return carry_out(command, *options, drop_in || !options->roles.empty() ? Echo::sent_lines : Echo::none);
}

}  // namespace mfp::cli
