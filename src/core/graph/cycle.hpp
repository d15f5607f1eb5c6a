#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mfp::core {

/// A way for messages: a relay leads between a device's topic and a queue, an edge from a queue to a queue.
/// The texts are borrowed. `source` may be a filter with wildcards, `target` is an exact topic.
struct Hop {
  std::string_view source;
  std::string_view target;
};

/// Hops that feed each other without end: indexes, in the way of the messages, the smallest one first.
using Cycle = std::vector<std::uint32_t>;

/// One cycle for each group of hops that reach each other: the shortest one of the group's first hop. Wildcards of
/// filters count. Cost: O(hops), as long as wildcards are few.
[[nodiscard]] std::vector<Cycle> find_cycles(std::span<const Hop> hops);

/// A hop of a cycle for a person: the port where it begins and the one where it ends, which of a relay are the same.
struct NamedHop {
  std::string source_port;
  std::string target_port;
  /// The topics of a relay; nothing for an edge.
  std::string_view source;
  std::string_view target;
};

/// No more hops of a cycle are shown than these.
inline constexpr std::size_t most_hops_shown = 8;

/// `heater.TEMPERATURE (a -> b) -> display.TEXT (b -> a) -> heater.TEMPERATURE`. `first` are the first hops of a cycle
/// of `length` hops; `…` stands for those that are left out.
[[nodiscard]] std::string cycle_path(std::span<const NamedHop> first, std::size_t length);

}  // namespace mfp::core
