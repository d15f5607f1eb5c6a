#pragma once

#include <optional>

#include "core/edge.hpp"
#include "declaration/block.hpp"
#include "declaration/typed_reader.hpp"

namespace mfp::declaration {

inline constexpr Limits binding_limits{1, 1'000'000};
/// In bytes: the smallest holds a binding of two short queues.
inline constexpr Limits request_limits{64, 1'048'576};

/// Reads `router`, a map. Nothing, and a report, when anything is wrong.
[[nodiscard]] std::optional<core::RouterSettings> read_router(const Reading& reading, const Entry& router);

}  // namespace mfp::declaration
