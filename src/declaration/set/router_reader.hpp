#pragma once

#include <optional>

#include "core/model/edge.hpp"
#include "declaration/fields/block.hpp"
#include "declaration/fields/typed_reader.hpp"

namespace mfp::declaration {

/// Reads `router`, a map. Nothing, and a report, when anything is wrong.
[[nodiscard]] std::optional<core::RouterSettings> read_router(const Reading& reading, const Entry& router);

}  // namespace mfp::declaration
