#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments/options.hpp"

// The two words that `bind`, `unbind` and `send` are about, which stand before any files.
namespace mfp::cli {

/// Takes out the `->` between two ports, as `bindings` and the FBP language write it.
void drop_arrow(std::vector<std::string>& words);

/// What is wrong with the words of the command, as a sentence; empty when nothing is.
[[nodiscard]] std::string problem_of_words(std::string_view command, const Options& options);

}  // namespace mfp::cli
