#pragma once

#include <cstdint>

namespace mfp::test {

/// How often this program has asked for memory so far.
[[nodiscard]] std::uint64_t allocations();

}  // namespace mfp::test
