#pragma once

#include <vector>

#include "core/model/request.hpp"
#include "declaration/fields/block.hpp"

namespace mfp::declaration {

/// Reads `requests` of a participant. Those that are wrong are reported and left out.
[[nodiscard]] std::vector<core::Request> read_requests(const Reading& reading, const Entry& requests);

}  // namespace mfp::declaration
