#include "cli/option_table.hpp"

#include <algorithm>
#include <array>

namespace mfp::cli {

namespace {

constexpr std::array<OptionSpec, 19> option_table{{
    {"role", "ROLE:FILE", "", "announce the definition in FILE as ROLE; may be repeated"},
    {"only", "ROLE", "", "run this one device of a set"},
    {"broker", "URL", "", "instead of the file's, MSGFLO_BROKER or mqtt://localhost"},
    {"interval", "S", "run", "announce at least this often, in seconds (60)"},
    {"forever", "BOOL", "run", "false: announce once and end"},
    {"watch", nullptr, "run", "read the files again when they change; SIGHUP does so in any case"},
    {"keep-going", nullptr, "run", "with --role: run the others when one file has a problem"},
    {"tap", nullptr, "test", "with test: print TAP, for other programs"},
    {"speed", "N", "simulate", "with simulate: so many messages a second (1)"},
    {"instance", "NAME", "bind unbind bindings graph participants watch send", "of the router to talk to (default)"},
    {"wait", "S", "bind unbind graph participants send",
     "listen so long for announcements when no router answers, in seconds (30)"},
    {"format", "FORMAT", "graph", "with graph: fbp (the default), json, dot, svg or mermaid"},
    {"json", nullptr, "bindings bind unbind participants watch",
     "with what shows or binds: print JSON, for other programs"},
    {"queue", nullptr, "bind unbind send", "with bind, unbind, send: the words are queues, not ports"},
    {"raw", nullptr, "send", "with send: the bytes as they are"},
    {"names", nullptr, "participants", "with participants: only their ports, a line each"},
    {"log-level", "LEVEL", "run", "debug, info (the default), warning or error"},
    {"help", nullptr, "", "show this"},
    {"version", nullptr, "", "show the version"},
}};

std::vector<std::string_view> split_at_blanks(std::string_view text) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find(' '), text.size());
    parts.push_back(text.substr(0, length));
    text.remove_prefix(std::min(length + 1, text.size()));
  }
  return parts;
}

/// `a, b and c`.
std::string listed(const std::vector<std::string_view>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += names[i];
  }
  return text;
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
  return option != nullptr && option->argument != nullptr;
}

}  // namespace

std::span<const OptionSpec> all_options() { return option_table; }

std::string options_help() {
  std::string text;
  for (const OptionSpec& option : option_table) {
    std::string line = "  --" + std::string(option.name);
    if (option.argument != nullptr) line += ' ' + std::string(option.argument);
    constexpr std::size_t meaning_column = 22;
    line.resize(std::max(line.size() + 1, meaning_column), ' ');
    text += line + option.meaning + '\n';
  }
  return text;
}

std::string misplaced_option(std::string_view option, std::string_view command) {
  const OptionSpec* known = find_option(option);
  if (known == nullptr) return {};
  const auto commands = split_at_blanks(known->commands);
  if (commands.empty() || std::find(commands.begin(), commands.end(), command) != commands.end()) return {};
  std::string text = "--" + std::string(option) + " goes with " + listed(commands);
  if (command == "graph" && option == "json") text += "; graph takes --format json";
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
