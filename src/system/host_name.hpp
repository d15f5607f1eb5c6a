#pragma once

#include <string>

namespace mfp::system {

/// The name of this machine; empty when it is not known.
[[nodiscard]] std::string host_name();

}  // namespace mfp::system
