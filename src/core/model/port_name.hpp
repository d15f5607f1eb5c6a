#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

namespace mfp::core {

/// A port as a graph names it: `display TEXT`, `mixer IN[2]`. Roles are compared as they are; ports without regard to
/// upper and lower case, and kept as written.
struct PortName {
  std::string role;
  std::string port;
  /// Of an array port.
  std::optional<std::uint32_t> index;

  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 that orderings are compared with for a pointer.
  friend auto operator<=>(const PortName&, const PortName&) = default;
};

/// `display.TEXT`, `mixer.IN[2]`: for messages to a person.
[[nodiscard]] std::string to_text(const PortName& port);

}  // namespace mfp::core
