#include "core/conversion_steps.hpp"

#include <array>

namespace mfp::core {

const char* key_name(StepKey key) {
  constexpr std::array<const char*, 13> names{"where",  "path",  "match",  "ignore",       "map",    "default", "scale",
                                              "offset", "round", "format", "only_changes", "encode", "type"};
  return names[static_cast<std::size_t>(key)];
}

}  // namespace mfp::core
