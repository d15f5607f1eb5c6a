#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bench {

/// What a payload says about its way. The numbers come first, in this order, also after a JSON parser and writer.
struct Stamp {
  std::int64_t sent = 0;
  std::int64_t route = 0;
  std::int64_t phase = 0;
};

/// A JSON payload of about 100 bytes.
[[nodiscard]] std::string payload_of(const Stamp& stamp);

/// Throws std::runtime_error when the payload came back changed.
[[nodiscard]] Stamp stamp_of(std::string_view payload);

}  // namespace bench
