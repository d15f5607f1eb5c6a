#include "core/circle.hpp"

#include <algorithm>
#include <cstdint>

#include "core/filter_index.hpp"
#include "core/relay.hpp"

namespace mfp::core {

namespace {

constexpr std::size_t most_steps_shown = 8;

std::string step_text(const Relay& relay) {
  return port_name(*relay.participant, *relay.port) + " (" + std::string(relay.source()) + " -> " +
         std::string(relay.target()) + ")";
}

/// A depth-first walk over relays, where a relay leads to those that read what it writes. It keeps its own stack, as
/// a chain of relays may be longer than the program's.
class CircleSearch {
 public:
  explicit CircleSearch(std::span<const Participant> participants) : participants_(participants) {
    for_each_relay(participants, [this](const Relay& relay) { relays_.push_back(relay); });
    for (std::uint32_t i = 0; i < relays_.size(); ++i) index_.insert(relays_[i].source(), i);
    marks_.resize(relays_.size(), Mark::unseen);
  }

  std::vector<Circle> run() {
    for (std::uint32_t relay = 0; relay < relays_.size(); ++relay) {
      if (marks_[relay] == Mark::unseen) walk_from(relay);
    }
    return std::move(circles_);
  }

 private:
  enum class Mark : std::uint8_t { unseen, on_path, done, in_circle };
  struct Step {
    std::uint32_t relay;
    std::vector<std::uint32_t> next;
  };

  void enter(std::uint32_t relay) {
    Step step{relay, {}};
    index_.for_each_match(relays_[relay].target(), [&](std::uint32_t next) { step.next.push_back(next); });
    marks_[relay] = Mark::on_path;
    path_.push_back(std::move(step));
  }

  void walk_from(std::uint32_t relay) {
    enter(relay);
    while (!path_.empty()) {
      Step& step = path_.back();
      if (step.next.empty()) {
        if (marks_[step.relay] == Mark::on_path) marks_[step.relay] = Mark::done;
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

  void report_circle_back_to(std::uint32_t relay) {
    const auto start =
        std::find_if(path_.begin(), path_.end(), [relay](const Step& step) { return step.relay == relay; });
    auto first = start;
    for (auto step = start; step != path_.end(); ++step) {
      if (step->relay < first->relay) first = step;
      marks_[step->relay] = Mark::in_circle;
    }
    std::rotate(start, first, path_.end());
    circles_.push_back(circle(start));
    std::rotate(start, start + (path_.end() - first), path_.end());
  }

  Circle circle(std::vector<Step>::const_iterator start) const {
    const Relay& first = relays_[start->relay];
    Circle circle;
    circle.participant = static_cast<std::size_t>(first.participant - participants_.data());
    circle.port = first.port;
    const auto steps = static_cast<std::size_t>(path_.end() - start);
    for (std::size_t i = 0; i < std::min(steps, most_steps_shown); ++i) {
      circle.path += step_text(relays_[(start + static_cast<std::ptrdiff_t>(i))->relay]) + " -> ";
    }
    if (steps > most_steps_shown) circle.path += "… -> ";
    circle.path += port_name(*first.participant, *first.port);
    return circle;
  }

  std::span<const Participant> participants_;
  std::vector<Relay> relays_;
  FilterIndex index_;
  std::vector<Mark> marks_;
  std::vector<Step> path_;
  std::vector<Circle> circles_;
};

}  // namespace

std::vector<Circle> find_circles(std::span<const Participant> participants) { return CircleSearch(participants).run(); }

}  // namespace mfp::core
