#include "core/graph/topic_paths.hpp"

#include <algorithm>
#include <utility>

namespace mfp::core {

TopicPaths::TopicPaths(std::size_t topics) {
  for (Side* side : {&forward_, &backward_}) {
    side->hops.resize(topics);
    side->reached.resize(topics);
  }
}

void TopicPaths::add(std::uint32_t from, const Step& step) {
  forward_.hops[from].push_back(step);
  backward_.hops[step.topic].push_back({step.hop, from});
}

std::optional<TopicPaths::Path> TopicPaths::shortest(std::uint32_t from, std::span<const std::uint32_t> ends) {
  if (std::find(ends.begin(), ends.end(), from) != ends.end()) return Path{};
  ++search_;
  begin(forward_, {&from, 1});
  begin(backward_, ends);
  while (!forward_.edge.empty() && !backward_.edge.empty()) {
    const bool is_forward = forward_.cost <= backward_.cost;
    const auto meeting = is_forward ? widen(forward_, backward_) : widen(backward_, forward_);
    if (meeting) return path_through(*meeting);
  }
  return std::nullopt;
}

void TopicPaths::begin(Side& side, std::span<const std::uint32_t> topics) const {
  side.edge.assign(topics.begin(), topics.end());
  side.cost = 0;
  for (const std::uint32_t topic : topics) {
    side.reached[topic] = {search_, {0, topic}};
    side.cost += side.hops[topic].size();
  }
}

std::optional<std::uint32_t> TopicPaths::widen(Side& side, const Side& other) const {
  std::vector<std::uint32_t> next;
  for (const std::uint32_t topic : side.edge) {
    for (const Step& step : side.hops[topic]) {
      if (side.reached[step.topic].search == search_) continue;
      side.reached[step.topic] = {search_, {step.hop, topic}};
      // All shorter paths would have met before, so the first meeting is on a shortest one.
      if (other.reached[step.topic].search == search_) return step.topic;
      next.push_back(step.topic);
      side.cost += side.hops[step.topic].size();
    }
  }
  side.edge = std::move(next);
  return std::nullopt;
}

TopicPaths::Path TopicPaths::path_through(std::uint32_t meeting) const {
  Path path;
  for (std::uint32_t topic = meeting; forward_.reached[topic].by.topic != topic;) {
    path.push_back({forward_.reached[topic].by.hop, topic});
    topic = forward_.reached[topic].by.topic;
  }
  std::reverse(path.begin(), path.end());
  for (std::uint32_t topic = meeting; backward_.reached[topic].by.topic != topic;) {
    path.push_back(backward_.reached[topic].by);
    topic = backward_.reached[topic].by.topic;
  }
  return path;
}

}  // namespace mfp::core
