#pragma once

#include <vector>

#include "core/model/request.hpp"
#include "declaration/fields/block.hpp"

namespace mfp::declaration {

/// Reads `requests` of the participant with that index. Those that are wrong are reported and left out.
[[nodiscard]] std::vector<core::Request> read_requests(const Reading& reading, const Entry& requests,
                                                       std::uint32_t participant);

}  // namespace mfp::declaration
