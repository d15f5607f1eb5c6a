#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace mfp::core {

/// A part of the text that something was read from, in bytes.
struct TextRange {
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
};

/// What is wrong with a text that a declaration holds: where in it, in bytes, and what, as the end of a sentence that
/// begins with the text's name.
struct TextProblem {
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string message;
};

}  // namespace mfp::core
