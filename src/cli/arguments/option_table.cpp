#include "cli/arguments/option_table.hpp"

#include <algorithm>
#include <array>

#include "cli/arguments/command_table.hpp"
#include "core/text/suggestion.hpp"
#include "core/text/text.hpp"

namespace mfp::cli {

namespace {

using enum Command;

constexpr Commands commands_of_roles = commands_of_files | Commands{import_roles};
constexpr Commands with_broker = commands_of_visitors | Commands{run, simulate};

constexpr std::array<OptionSpec, 22> option_table{{
    {"role", "ROLE:FILE", commands_of_roles, "", "announce the definition in FILE as ROLE; may be repeated"},
    {"graph", "FILE", commands_of_roles, "", "a graph (*.fbp, *.json) that connects them; may be repeated"},
    {"only", "ROLE", commands_of_files, "", "run this one device of a set"},
    {"broker", "URL", with_broker, "", "instead of the file's, MSGFLO_BROKER or mqtt://localhost"},
    {"interval", "S", {run}, "", "announce at least this often, in seconds (60)"},
    {"forever", "BOOL", {run}, "", "false: announce once and end"},
    {"watch", "", {run}, "", "read the files again when they change; SIGHUP does so in any case"},
    {"keep-going", "", {run}, "with --role", "run the others when one file has a problem"},
    {"tap", "", {test}, "with test", "print TAP, for other programs"},
    {"speed", "N", {simulate}, "with simulate", "so many messages a second (1)"},
    {"force", "", {simulate}, "with simulate", "play devices that are there already"},
    {"instance", "NAME", commands_of_visitors, "", "of the router to talk to (default)"},
    {"wait",
     "S",
     {bind, unbind, graph, participants, send},
     "",
     "listen so long for those whom no answer names, in seconds (30)"},
    {"format", "FORMAT", {graph}, "with graph", "fbp (the default), json, dot, svg or mermaid"},
    {"json",
     "",
     {bind, unbind, bindings, participants, watch},
     "with what shows or binds",
     "print JSON, for other programs"},
    {"queue", "", {bind, unbind, send}, "with bind, unbind, send", "the words are queues, not ports"},
    {"expires", "TIME", {send}, "with send", "the broker drops it after this time, such as 5m (60s)"},
    {"raw", "", {send}, "with send", "the bytes as they are"},
    {"names", "", {participants}, "with participants", "only their ports, a line each"},
    {"log-level", "LEVEL", {run}, "", "debug, info (the default), warning or error"},
    {"help", "", all_commands, "", "show this"},
    {"version", "", all_commands, "", "show the version"},
}};

/// `bind, unbind and send`.
std::string names_of(Commands commands) {
  std::vector<std::string_view> names;
  for (const CommandSpec& spec : all_command_specs()) {
    if (commands.has(spec.command)) names.push_back(spec.name);
  }
  return core::listed(names, names.size());
}

const OptionSpec* find_option(std::string_view name) {
  const auto* const found = std::find_if(option_table.begin(), option_table.end(),
                                         [&](const OptionSpec& option) { return option.name == name; });
  return found == option_table.end() ? nullptr : found;
}

bool is_option(std::string_view argument) {
  if (argument.size() < 2 || argument[0] != '-') return false;
  const char second = argument[1];
  return second == '-' || (second >= 'a' && second <= 'z') || (second >= 'A' && second <= 'Z');
}

/// Whether the argument behind this one belongs to it.
bool takes_next(std::string_view argument) {
  if (!argument.starts_with("--")) return false;
  const OptionSpec* option = find_option(argument.substr(2));
  return option != nullptr && !option->argument.empty();
}

}  // namespace

std::span<const OptionSpec> all_options() { return option_table; }

std::string misplaced_option(std::string_view option, Command command) {
  const OptionSpec* known = find_option(option);
  if (known == nullptr || known->commands.has(command)) return {};
  std::string text = "--" + std::string(option) + " goes with " + names_of(known->commands);
  if (command == graph && option == "json") text += "; graph takes --format json";
  return text;
}

std::string unknown_option(std::string_view argument) {
  const std::string_view typed = argument.substr(0, argument.find('='));
  std::string text = "there is no option '" + core::printable(typed) + '\'';
  std::array<std::string_view, option_table.size()> names;
  std::transform(option_table.begin(), option_table.end(), names.begin(), [](const auto& one) { return one.name; });
  const std::string_view word = typed.substr(std::min(typed.find_first_not_of('-'), typed.size()));
  if (const auto near = core::nearest(word, names)) text += "; did you mean --" + std::string(*near) + '?';
  return text;
}

SplitArguments split_arguments(std::span<const std::string> arguments) {
  SplitArguments split;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (argument == "--") {
      const auto rest = arguments.subspan(i + 1);
      split.words.insert(split.words.end(), rest.begin(), rest.end());
      return split;
    }
    if (!is_option(argument)) {
      split.words.push_back(argument);
      continue;
    }
    split.options.push_back(argument);
    if (takes_next(argument) && i + 1 < arguments.size()) split.options.push_back(arguments[++i]);
  }
  return split;
}

}  // namespace mfp::cli
