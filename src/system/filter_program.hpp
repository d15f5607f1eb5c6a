#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace mfp::system {

/// Why a program gave nothing.
struct FilterError {
  enum class Kind : std::uint8_t { not_installed, failed };
  Kind kind = Kind::failed;
  /// What it said on standard error, or what the system says.
  std::string text;
};

/// Runs a program that is found in the PATH, without a shell: `input` is its standard input, its standard output is
/// the result. `words` are the program's name and its arguments. Waits until it has ended.
[[nodiscard]] tl::expected<std::string, FilterError> filter(const std::vector<std::string>& words,
                                                            std::string_view input);

}  // namespace mfp::system
