#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments/command.hpp"

namespace mfp::cli {

/// One option. Without `argument` it is a switch.
struct OptionSpec {
  std::string_view name;
  std::string_view argument;
  /// Those that it goes with.
  Commands commands;
  /// Says so where all options are listed; empty where that needs no words.
  std::string_view context;
  std::string_view meaning;
};

[[nodiscard]] std::span<const OptionSpec> all_options();

/// Why an option cannot go with a command: `--tap goes with test`. Empty when it can.
[[nodiscard]] std::string misplaced_option(std::string_view option, Command command);

/// That there is no such option, and which one was meant: `there is no option '--borker'; did you mean --broker?`.
[[nodiscard]] std::string unknown_option(std::string_view argument);

struct SplitArguments {
  /// With the arguments that they take.
  std::vector<std::string> options;
  std::vector<std::string> words;
};

/// Tells options from words. What begins with a dash and no letter behind it is a word: `-`, `-5`, `->`; so is all that
/// stands behind `--`.
[[nodiscard]] SplitArguments split_arguments(std::span<const std::string> arguments);

}  // namespace mfp::cli
