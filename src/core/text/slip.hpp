#pragma once

#include <string_view>

namespace mfp::core {

/// Whether two different names are so near that one of them is likely a slip: a letter wrong, missing, too many or in
/// the other case, or two letters swapped. Names that count (`lamp1`, `lamp2`, `sensor-a`, `sensor-b`) are not, nor
/// are those of fewer than four letters. Cost: O(length).
[[nodiscard]] bool is_slip_of(std::string_view name, std::string_view other);

}  // namespace mfp::core
