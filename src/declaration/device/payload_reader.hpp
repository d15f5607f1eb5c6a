#pragma once

#include <optional>
#include <string>

#include "declaration/fields/block.hpp"

namespace mfp::declaration {

/// The bytes of a payload: a scalar by its spelling, or `!!binary`. Nothing, and a report, for all else.
[[nodiscard]] std::optional<std::string> read_payload(const Reading& reading, const Entry& entry,
                                                      const Subject& subject);

}  // namespace mfp::declaration
