#include "core/circle.hpp"

#include <algorithm>
#include <utility>

#include "core/filter_index.hpp"

namespace mfp::core {

namespace {

/// A depth-first walk over hops, where a hop leads to those that read what it writes. It keeps its own stack, as a
/// chain of hops may be longer than the program's.
class CircleSearch {
 public:
  explicit CircleSearch(std::span<const Hop> hops) : hops_(hops), marks_(hops.size(), Mark::unseen) {
    for (std::uint32_t i = 0; i < hops_.size(); ++i) index_.insert(hops_[i].source, i);
  }

  std::vector<Circle> run() {
    for (std::uint32_t hop = 0; hop < hops_.size(); ++hop) {
      if (marks_[hop] == Mark::unseen) walk_from(hop);
    }
    return std::move(circles_);
  }

 private:
  enum class Mark : std::uint8_t { unseen, on_path, done, in_circle };
  struct Step {
    std::uint32_t hop;
    std::vector<std::uint32_t> next;
  };

  void enter(std::uint32_t hop) {
    Step step{hop, {}};
    index_.for_each_match(hops_[hop].target, [&](std::uint32_t next) { step.next.push_back(next); });
    marks_[hop] = Mark::on_path;
    path_.push_back(std::move(step));
  }

  void walk_from(std::uint32_t hop) {
    enter(hop);
    while (!path_.empty()) {
      Step& step = path_.back();
      if (step.next.empty()) {
        if (marks_[step.hop] == Mark::on_path) marks_[step.hop] = Mark::done;
        path_.pop_back();
        continue;
      }
      const std::uint32_t next = step.next.back();
      step.next.pop_back();
      if (marks_[next] == Mark::unseen) {
        enter(next);
      } else if (marks_[next] == Mark::on_path) {
        report_circle_back_to(next);
      }
    }
  }

  void report_circle_back_to(std::uint32_t hop) {
    const auto start = std::find_if(path_.begin(), path_.end(), [hop](const Step& step) { return step.hop == hop; });
    Circle& circle = circles_.emplace_back();
    for (auto step = start; step != path_.end(); ++step) {
      circle.push_back(step->hop);
      marks_[step->hop] = Mark::in_circle;
    }
    std::rotate(circle.begin(), std::min_element(circle.begin(), circle.end()), circle.end());
  }

  std::span<const Hop> hops_;
  FilterIndex index_;
  std::vector<Mark> marks_;
  std::vector<Step> path_;
  std::vector<Circle> circles_;
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

std::vector<Circle> find_circles(std::span<const Hop> hops) { return CircleSearch(hops).run(); }

std::string circle_path(std::span<const NamedHop> first, std::size_t length) {
  std::vector<Stop> stops;
  for (const NamedHop& hop : first) {
    const bool is_edge = hop.source.empty();
    std::string topics;
    if (!is_edge) topics = " (" + std::string(hop.source) + " -> " + std::string(hop.target) + ")";
    add_stop(stops, hop.source_port, topics);
    if (is_edge) add_stop(stops, hop.target_port, {});
  }
  // The relay that feeds the first edge is where the circle closes.
  const bool closes = first.size() == length && first.front().source.empty() && stops.back().port == stops.front().port;
  if (closes) stops.pop_back();
  std::string path;
  for (const Stop& stop : stops) path += std::string(stop.port) + stop.topics + " -> ";
  if (first.size() < length) path += "… -> ";
  path += first.front().source_port;
  return path;
}

}  // namespace mfp::core
