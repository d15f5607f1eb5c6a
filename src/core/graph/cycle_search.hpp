#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/graph/topic_paths.hpp"

namespace mfp::core {

/// A hop that messages take: the number by which the caller knows it, and the exact topic that it leads to. The text
/// is borrowed. Hops may share a number where the caller need not tell them apart.
struct NumberedHop {
  std::uint32_t number = 0;
  std::string_view target;
};

using VisitHop = std::function<void(const NumberedHop&)>;

/// Calls `visit` with each hop that takes the messages of `topic`, those whose filters match it included.
using HopsFrom = std::function<void(std::string_view topic, const VisitHop& visit)>;

/// Hops that feed each other without end, in the order of the messages: the last one leads to where the first begins.
using HopCycle = std::vector<NumberedHop>;

/// A hop that closes a cycle, as the first one of it.
struct ClosedCycle {
  std::uint32_t hop = 0;
  HopCycle cycle;
};

/// The one search for messages that would go round, for the graph of files, for changes of routes and for live edges.
/// Finds the groups of topics that reach each other (Tarjan), and looks into these alone for their cycles. It asks for
/// the hops of each topic that can be reached once, and keeps its own stack, as a chain of hops may be longer than the
/// program's. Cost: O(topics and hops that are reached from the first ones), besides the look-ups of `hops_from`.
class CycleSearch {
 public:
  /// Each cycle that is looked for must hold one of `starts`. `hops_from` is not used any more afterwards.
  CycleSearch(std::span<const NumberedHop> starts, const HopsFrom& hops_from);

  /// One cycle for each group: a shortest one of the hop with the lowest number, which is the first of the cycle.
  [[nodiscard]] std::vector<HopCycle> shortest_cycles() const;

  /// Which of the hops with numbers below `candidates` cannot be taken in, when they are tried one after the other by
  /// their numbers: those that close a cycle with those before, which were taken in, and with all hops whose number is
  /// no candidate's. The latter have no cycle among themselves. Candidates share no number.
  /// Cost: O(n) where nothing closes a cycle, else as TopicPaths says, for the candidates within groups.
  [[nodiscard]] std::vector<ClosedCycle> closing_hops(std::uint32_t candidates) const;

 private:
  using Step = TopicPaths::Step;
  /// Topics that reach each other, by number.
  using Group = std::vector<std::uint32_t>;
  static constexpr std::uint32_t no_group = UINT32_MAX;

  /// `open`: its group is not complete yet.
  enum class State : std::uint8_t { unseen, open, done };
  struct Topic {
    std::string_view name;
    std::vector<Step> hops;
    /// When it was seen, and the earliest open one that it is known to reach.
    std::uint32_t seen = 0;
    std::uint32_t earliest = 0;
    std::uint32_t group = no_group;
    State state = State::unseen;
  };
  struct Walk;
  /// A hop with all topics of its group that it begins at: several where its source has a wildcard.
  struct Candidate {
    Step step;
    std::vector<std::uint32_t> sources;
  };

  [[nodiscard]] std::uint32_t number_of(std::string_view topic);
  [[nodiscard]] bool is_within(const Step& step, std::uint32_t group) const {
    return topics_[step.topic].group == group;
  }
  [[nodiscard]] Candidate first_hop_of(std::uint32_t group) const;
  [[nodiscard]] HopCycle named(const Candidate& first, const TopicPaths::Path& path) const;

  std::unordered_map<std::string_view, std::uint32_t> numbers_;
  std::vector<Topic> topics_;
  /// Those that have a cycle.
  std::vector<Group> groups_;
};

}  // namespace mfp::core
