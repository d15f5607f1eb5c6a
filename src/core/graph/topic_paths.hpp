#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace mfp::core {

/// Topics, by number, and the hops between them. Finds shortest paths while hops are still being added.
class TopicPaths {
 public:
  /// A hop of a path and the topic that it leads to, both as numbers of the caller.
  struct Step {
    std::uint32_t hop = 0;
    std::uint32_t topic = 0;
  };
  using Path = std::vector<Step>;

  /// The topics are the numbers below `topics`.
  explicit TopicPaths(std::size_t topics);

  void add(std::uint32_t from, const Step& step);

  /// A shortest path from `from` to one of `ends`, empty when it is one of them; nothing when there is none.
  /// Searched from both ends in turns, so that it costs at most about twice what the cheaper side does: where chains
  /// grow together, n hops are searched and added in O(n log n), whatever their order.
  [[nodiscard]] std::optional<Path> shortest(std::uint32_t from, std::span<const std::uint32_t> ends);

 private:
  /// How a topic was reached: in which search, by which hop, and from where; the first ones from themselves.
  struct Reached {
    std::uint32_t search = 0;
    Step by;
  };
  struct Side {
    std::vector<std::vector<Step>> hops;
    std::vector<Reached> reached;
    /// Those whose hops were not followed yet.
    std::vector<std::uint32_t> edge;
    /// How many hops begin at those that were reached: what this side costs once its edge is followed.
    std::size_t cost = 0;
  };

  void begin(Side& side, std::span<const std::uint32_t> topics) const;
  /// Follows the hops of a side's edge; gives the topic that the other side has reached, too.
  [[nodiscard]] std::optional<std::uint32_t> widen(Side& side, const Side& other) const;
  [[nodiscard]] Path path_through(std::uint32_t meeting) const;

  Side forward_;
  Side backward_;
  /// Counts the searches, so that nothing has to be cleared between them.
  std::uint32_t search_ = 0;
};

}  // namespace mfp::core
