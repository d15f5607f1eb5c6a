#include "core/graph/cycle.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

#include "core/mqtt/filter_index.hpp"

namespace mfp::core {

namespace {

/// Tarjan's search for groups of topics that reach each other: a hop leads from each topic that its source matches to
/// its target. It keeps its own stack, as a chain of hops may be longer than the program's.
class CycleSearch {
 public:
  explicit CycleSearch(std::span<const Hop> hops) {
    std::unordered_map<std::string_view, std::uint32_t> numbers;
    numbers.reserve(hops.size());
    target_of_.reserve(hops.size());
    for (std::uint32_t hop = 0; hop < hops.size(); ++hop) {
      index_.insert(hops[hop].source, hop);
      const auto [number, is_new] = numbers.emplace(hops[hop].target, static_cast<std::uint32_t>(topics_.size()));
      if (is_new) topics_.push_back({hops[hop].target, {}, 0, 0, State::unseen, {}});
      target_of_.push_back(number->second);
    }
  }

  std::vector<Cycle> run() {
    for (std::uint32_t topic = 0; topic < topics_.size(); ++topic) {
      if (topics_[topic].state == State::unseen) walk_from(topic);
    }
    return std::move(cycles_);
  }

 private:
  /// `open`: its group is not complete yet. `reached`: of the group whose cycle is being looked for.
  enum class State : std::uint8_t { unseen, open, in_group, reached, done };
  /// How a topic was reached first.
  struct Way {
    std::uint32_t from = 0;
    std::uint32_t hop = 0;
  };
  struct Topic {
    std::string_view name;
    /// The hops that take it in.
    std::vector<std::uint32_t> hops;
    /// When it was seen, and the earliest open one that it is known to reach.
    std::uint32_t number = 0;
    std::uint32_t earliest = 0;
    State state = State::unseen;
    Way way;
  };
  struct Step {
    std::uint32_t topic;
    std::size_t next;
  };

  void enter(std::uint32_t number) {
    Topic& topic = topics_[number];
    index_.for_each_match(topic.name, [&](std::uint32_t hop) { topic.hops.push_back(hop); });
    topic.number = topic.earliest = seen_++;
    topic.state = State::open;
    open_.push_back(number);
    path_.push_back({number, 0});
  }

  void walk_from(std::uint32_t first) {
    enter(first);
    while (!path_.empty()) {
      Step& step = path_.back();
      Topic& topic = topics_[step.topic];
      if (step.next == topic.hops.size()) {
        leave();
        continue;
      }
      const std::uint32_t next = target_of_[topic.hops[step.next++]];
      if (topics_[next].state == State::unseen) {
        enter(next);
      } else if (topics_[next].state == State::open) {
        topic.earliest = std::min(topic.earliest, topics_[next].number);
      }
    }
  }

  void leave() {
    const std::uint32_t left = path_.back().topic;
    const Topic& topic = topics_[left];
    path_.pop_back();
    if (!path_.empty()) {
      Topic& before = topics_[path_.back().topic];
      before.earliest = std::min(before.earliest, topic.earliest);
    }
    if (topic.earliest == topic.number) close_group(left);
  }

  /// The open topics from the first one on reach each other.
  void close_group(std::uint32_t first) {
    const auto begin = std::find(open_.rbegin(), open_.rend(), first).base() - 1;
    const std::vector<std::uint32_t> group(begin, open_.end());
    open_.erase(begin, open_.end());
    for (const std::uint32_t topic : group) topics_[topic].state = State::in_group;
    if (const auto start = first_hop_within(group)) cycles_.push_back(shortest_cycle(*start));
    for (const std::uint32_t topic : group) topics_[topic].state = State::done;
  }

  [[nodiscard]] std::optional<std::uint32_t> first_hop_within(const std::vector<std::uint32_t>& group) const {
    std::optional<std::uint32_t> first;
    for (const std::uint32_t topic : group) {
      for (const std::uint32_t hop : topics_[topic].hops) {
        if (topics_[target_of_[hop]].state == State::in_group && (!first || hop < *first)) first = hop;
      }
    }
    return first;
  }

  /// The shortest way, within the group, from where the hop leads to where it begins.
  Cycle shortest_cycle(std::uint32_t start) {
    std::vector<std::uint32_t> reached{target_of_[start]};
    topics_[reached.front()].state = State::reached;
    for (std::size_t i = 0;; ++i) {
      const std::uint32_t from = reached[i];
      for (const std::uint32_t hop : topics_[from].hops) {
        if (hop == start) return cycle_to(from, start);
        const std::uint32_t next = target_of_[hop];
        if (topics_[next].state != State::in_group) continue;
        topics_[next].state = State::reached;
        topics_[next].way = {from, hop};
        reached.push_back(next);
      }
    }
  }

  [[nodiscard]] Cycle cycle_to(std::uint32_t end, std::uint32_t start) const {
    Cycle cycle;
    for (std::uint32_t topic = end; topic != target_of_[start]; topic = topics_[topic].way.from) {
      cycle.push_back(topics_[topic].way.hop);
    }
    cycle.push_back(start);
    std::reverse(cycle.begin(), cycle.end());
    return cycle;
  }

  FilterIndex index_;
  std::vector<Topic> topics_;
  /// By hop, the number of the topic that it leads to.
  std::vector<std::uint32_t> target_of_;
  std::uint32_t seen_ = 0;
  std::vector<Step> path_;
  std::vector<std::uint32_t> open_;
  std::vector<Cycle> cycles_;
};

/// The ports on the way, each once, with the topics of its relay.
struct Stop {
  std::string_view port;
  std::string topics;
};

void add_stop(std::vector<Stop>& stops, std::string_view port, const std::string& topics) {
  if (!stops.empty() && stops.back().port == port && (stops.back().topics.empty() || topics.empty())) {
    stops.back().topics += topics;
  } else {
    stops.push_back({port, topics});
  }
}

}  // namespace

std::vector<Cycle> find_cycles(std::span<const Hop> hops) { return CycleSearch(hops).run(); }

std::string cycle_path(std::span<const NamedHop> first, std::size_t length) {
  std::vector<Stop> stops;
  for (const NamedHop& hop : first) {
    const bool is_edge = hop.source.empty();
    std::string topics;
    if (!is_edge) topics = " (" + std::string(hop.source) + " -> " + std::string(hop.target) + ")";
    add_stop(stops, hop.source_port, topics);
    if (is_edge) add_stop(stops, hop.target_port, {});
  }
  // The relay that feeds the first edge is where the cycle closes.
  const bool closes = first.size() == length && first.front().source.empty() && stops.back().port == stops.front().port;
  if (closes) stops.pop_back();
  std::string path;
  for (const Stop& stop : stops) path += std::string(stop.port) + stop.topics + " -> ";
  if (first.size() < length) path += "… -> ";
  path += first.front().source_port;
  return path;
}

}  // namespace mfp::core
