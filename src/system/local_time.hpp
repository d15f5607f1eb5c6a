#pragma once

#include <chrono>
#include <string>

namespace mfp::system {

/// `14:03`, in the zone of this machine.
[[nodiscard]] std::string clock_text(std::chrono::system_clock::time_point time);
/// `2026-11-29 14:03`.
[[nodiscard]] std::string date_text(std::chrono::system_clock::time_point time);

}  // namespace mfp::system
