#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments/command_table.hpp"
#include "core/text/result.hpp"

namespace mfp::cli {

/// What stands behind a command's name, as it was typed: words, and options whose values are known to be right.
class ParsedArguments {
 public:
  using Texts = std::vector<std::string>;

  explicit ParsedArguments(const CommandSpec& command) : command_(&command) {}

  [[nodiscard]] const CommandSpec& command() const { return *command_; }
  /// What is no option, in order.
  [[nodiscard]] const Texts& words() const { return words_; }
  [[nodiscard]] bool has(std::string_view option) const { return options_.contains(option); }
  /// All values of an option, in order.
  [[nodiscard]] Texts values(std::string_view option) const;
  /// The last value of an option, which counts where one is enough.
  [[nodiscard]] std::optional<std::string> value(std::string_view option) const;

  void add_words(const Texts& words) { words_.insert(words_.end(), words.begin(), words.end()); }
  void add_option(const std::string& name, const std::string& value) { options_[name].push_back(value); }

 private:
  const CommandSpec* command_;
  Texts words_;
  std::map<std::string, Texts, std::less<>> options_;
};

/// Reads the arguments behind the command's name. Errors say which argument is wrong, or does not go with the command.
[[nodiscard]] core::Result<ParsedArguments> parse_arguments(const CommandSpec& command,
                                                            std::span<const std::string> arguments);

}  // namespace mfp::cli
