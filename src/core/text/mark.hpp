#pragma once

#include <cstdint>

namespace mfp::core {

/// A point in a file; line and column count from 1.
struct Mark {
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  friend bool operator==(const Mark&, const Mark&) = default;
};

}  // namespace mfp::core
