#include "core/graph/cycle_search.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

namespace mfp::core {

/// The walk through the topics, in depth, that closes a group when its first topic is left.
struct CycleSearch::Walk {
  struct Visit {
    std::uint32_t topic;
    std::size_t next_hop;
  };

  CycleSearch& search;
  const HopsFrom& hops_from;
  std::vector<Visit> path{};
  /// The topics whose groups are not complete yet.
  std::vector<std::uint32_t> open{};
  std::uint32_t seen = 0;

  void from(std::uint32_t first) {
    enter(first);
    while (!path.empty()) {
      Visit& visit = path.back();
      Topic& topic = search.topics_[visit.topic];
      if (visit.next_hop == topic.hops.size()) {
        leave();
        continue;
      }
      const std::uint32_t next = topic.hops[visit.next_hop++].topic;
      const Topic& reached = search.topics_[next];
      if (reached.state == State::open) topic.earliest = std::min(topic.earliest, reached.seen);
      if (reached.state == State::unseen) enter(next);
    }
  }

  void enter(std::uint32_t number) {
    std::vector<Step> hops;
    // Numbering a target may move the topics.
    hops_from(search.topics_[number].name, [&](const NumberedHop& hop) {
      hops.push_back({hop.number, search.number_of(hop.target)});
    });
    Topic& topic = search.topics_[number];
    topic.hops = std::move(hops);
    topic.seen = topic.earliest = seen++;
    topic.state = State::open;
    open.push_back(number);
    path.push_back({number, 0});
  }

  void leave() {
    const std::uint32_t left = path.back().topic;
    const Topic& topic = search.topics_[left];
    path.pop_back();
    if (!path.empty()) {
      Topic& before = search.topics_[path.back().topic];
      before.earliest = std::min(before.earliest, topic.earliest);
    }
    if (topic.earliest == topic.seen) close_group(left);
  }

  /// The open topics from the first one on reach each other.
  void close_group(std::uint32_t first) {
    const auto begin = std::find(open.rbegin(), open.rend(), first).base() - 1;
    Group group(begin, open.end());
    open.erase(begin, open.end());
    const auto feeds_itself = [&](const Step& step) { return step.topic == first; };
    const std::vector<Step>& hops = search.topics_[first].hops;
    const bool has_cycle = group.size() > 1 || std::any_of(hops.begin(), hops.end(), feeds_itself);
    for (const std::uint32_t number : group) {
      Topic& topic = search.topics_[number];
      topic.state = State::done;
      if (has_cycle) topic.group = static_cast<std::uint32_t>(search.groups_.size());
    }
    if (has_cycle) search.groups_.push_back(std::move(group));
  }
};

CycleSearch::CycleSearch(std::span<const NumberedHop> starts, const HopsFrom& hops_from) {
  Walk walk{*this, hops_from};
  for (const NumberedHop& start : starts) {
    const std::uint32_t topic = number_of(start.target);
    if (topics_[topic].state == State::unseen) walk.from(topic);
  }
}

std::uint32_t CycleSearch::number_of(std::string_view topic) {
  const auto [number, is_new] = numbers_.emplace(topic, static_cast<std::uint32_t>(topics_.size()));
  if (is_new) topics_.push_back({topic, {}});
  return number->second;
}

std::vector<HopCycle> CycleSearch::shortest_cycles() const {
  std::vector<HopCycle> cycles;
  if (groups_.empty()) return cycles;
  TopicPaths paths(topics_.size());
  for (std::uint32_t group = 0; group < groups_.size(); ++group) {
    for (const std::uint32_t topic : groups_[group]) {
      for (const Step& step : topics_[topic].hops) {
        if (is_within(step, group)) paths.add(topic, step);
      }
    }
    const Candidate first = first_hop_of(group);
    cycles.push_back(named(first, *paths.shortest(first.step.topic, first.sources)));
  }
  return cycles;
}

CycleSearch::Candidate CycleSearch::first_hop_of(std::uint32_t group) const {
  Candidate first{{UINT32_MAX, 0}, {}};
  for (const std::uint32_t topic : groups_[group]) {
    for (const Step& step : topics_[topic].hops) {
      if (!is_within(step, group)) continue;
      if (step.hop < first.step.hop || first.sources.empty()) first = {step, {}};
      if (step.hop == first.step.hop && step.topic == first.step.topic) first.sources.push_back(topic);
    }
  }
  return first;
}

std::vector<ClosedCycle> CycleSearch::closing_hops(std::uint32_t candidates) const {
  std::vector<ClosedCycle> closing;
  if (groups_.empty()) return closing;
  TopicPaths paths(topics_.size());
  std::map<std::uint32_t, Candidate> by_number;
  for (std::uint32_t group = 0; group < groups_.size(); ++group) {
    for (const std::uint32_t topic : groups_[group]) {
      for (const Step& step : topics_[topic].hops) {
        if (!is_within(step, group)) continue;
        if (step.hop >= candidates) {
          paths.add(topic, step);
          continue;
        }
        Candidate& candidate = by_number[step.hop];
        candidate.step = step;
        candidate.sources.push_back(topic);
      }
    }
  }
  for (const auto& [number, candidate] : by_number) {
    if (const auto back = paths.shortest(candidate.step.topic, candidate.sources)) {
      closing.push_back({number, named(candidate, *back)});
    } else {
      for (const std::uint32_t source : candidate.sources) paths.add(source, candidate.step);
    }
  }
  return closing;
}

HopCycle CycleSearch::named(const Candidate& first, const TopicPaths::Path& path) const {
  HopCycle cycle{{first.step.hop, topics_[first.step.topic].name}};
  for (const Step& step : path) cycle.push_back({step.hop, topics_[step.topic].name});
  return cycle;
}

}  // namespace mfp::core
