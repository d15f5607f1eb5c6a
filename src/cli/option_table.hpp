#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mfp::cli {

/// One option. Without `argument` it is a switch. `commands` are those that it goes with, with a blank between two;
/// empty: it goes with all of them.
struct OptionSpec {
  const char* name;
  const char* argument;
  const char* commands;
  const char* meaning;
};

[[nodiscard]] std::span<const OptionSpec> all_options();

/// A line each, for `--help`.
[[nodiscard]] std::string options_help();

/// Why an option cannot go with a command: `--tap goes with test`. Empty when it can.
[[nodiscard]] std::string misplaced_option(std::string_view option, std::string_view command);

struct SplitArguments {
  /// With the arguments that they take.
  std::vector<std::string> options;
  std::vector<std::string> words;
};

/// Tells options from words. What begins with a dash and no letter behind it is a word: `-`, `-5`, `->`; so is all that
/// stands behind `--`.
[[nodiscard]] SplitArguments split_arguments(std::span<const std::string> arguments);

}  // namespace mfp::cli
