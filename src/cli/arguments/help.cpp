#include "cli/arguments/help.hpp"

#include <algorithm>
#include <utility>

#include "cli/arguments/exit_code_table.hpp"
#include "cli/arguments/option_table.hpp"
#include "core/text/text.hpp"

namespace mfp::cli {

namespace {

/// A line of two columns.
std::string line_of(std::string left, std::size_t width, std::string_view right) {
  return core::padded(std::move(left), width).append(right) + '\n';
}

/// The parts that are there, with a blank between two.
std::string joined(std::string_view first, std::string_view second) {
  return std::string(first) + (first.empty() || second.empty() ? "" : " ") + std::string(second);
}

std::string line_of_example(std::string_view words, Command command) {
  constexpr std::size_t meaning_column = 47;
  return line_of("msgflo-foreign-participant " + joined(words, "devices.yaml"), meaning_column,
                 spec_of(command).forms.front().meaning);
}

/// The lines of the commands from `first` to `last`.
std::string lines_of_commands(Command first, Command last) {
  constexpr std::size_t meaning_column = 30;
  std::string text;
  for (const CommandSpec& spec : all_command_specs()) {
    if (spec.command < first || spec.command > last) continue;
    for (const CommandForm& form : spec.forms) {
      if (form.meaning.empty()) continue;
      text += line_of("  " + joined(spec.name, form.arguments), meaning_column, form.meaning);
    }
  }
  return text;
}

std::string line_of_option(std::string_view name, std::string_view argument, std::string_view meaning) {
  constexpr std::size_t meaning_column = 22;
  return line_of("  --" + joined(name, argument), meaning_column, meaning);
}

std::string lines_of_options(const CommandSpec& spec) {
  std::string text;
  for (const OptionSpec& option : all_options()) {
    if (!option.commands.has(spec.command)) continue;
    const OwnOption& own = spec.own_option;
    text += option.name == own.name ? line_of_option(own.name, own.argument, own.meaning)
                                    : line_of_option(option.name, option.argument, option.meaning);
  }
  return text;
}

std::string lines_of_all_options() {
  std::string text;
  for (const OptionSpec& option : all_options()) {
    // The command's own help shows it.
    if (option.commands.is_one() && !option.commands.has(Command::run)) continue;
    const std::string context = option.context.empty() ? "" : std::string(option.context) + ": ";
    text += line_of_option(option.name, option.argument, context + std::string(option.meaning));
  }
  return text;
}

std::string lines_of_exit_codes(Command command) {
  constexpr std::size_t meaning_column = 6;
  std::string text;
  for (const ExitCodeSpec& spec : all_exit_codes()) {
    if (!spec.commands.has(command)) continue;
    const std::string code = std::to_string(spec.code);
    text += line_of(std::string(4 - code.size(), ' ') + code, meaning_column, spec.meaning);
  }
  return text;
}

}  // namespace

std::string help_of_program() {
  return line_of_example("", Command::run) + line_of_example("check", Command::check) +
         "\nFiles may be several, or a folder of *.yaml files. Other commands, each with a --help of its own:\n" +
         lines_of_commands(Command::print, Command::schema) +
         "\nAbout the running system, at the broker that is named or that FILEs name:\n" +
         lines_of_commands(Command::bind, Command::send) + '\n' + lines_of_all_options();
}

std::string help_of(std::string_view words, const CommandSpec& spec) {
  std::string text;
  for (const CommandForm& form : spec.forms) {
    if (form.meaning.empty()) continue;
    text += joined(words, joined(form.arguments, form.rest)) + "\n  " + std::string(form.meaning) + '\n';
  }
  return text + '\n' + std::string(spec.text) + "\nOptions:\n" + lines_of_options(spec) + "\nExit codes:\n" +
         lines_of_exit_codes(spec.command);
}

}  // namespace mfp::cli
