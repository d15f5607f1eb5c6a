#pragma once

#include <string>
#include <vector>

#include "cli/arguments/options.hpp"
#include "core/text/result.hpp"

namespace mfp::cli {

/// The two words that `bind`, `unbind` and `send` are about, and the devices files behind them.
struct CommandWords {
  std::string first;
  std::string second;
  std::vector<std::string> files;
};

/// Between two ports may stand `->`, as `bindings` and the FBP language write it. Errors say what is wrong with the
/// words.
[[nodiscard]] core::Result<CommandWords> read_command_words(const ParsedArguments& given);

/// Whether a word that could be something else as well is meant as a devices file.
[[nodiscard]] bool looks_like_a_file(const std::string& word);

}  // namespace mfp::cli
