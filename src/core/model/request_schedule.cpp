#include "core/model/request_schedule.hpp"

#include <algorithm>

namespace mfp::core {

RequestSchedule::RequestSchedule(std::span<const Request> requests) {
  periods_.reserve(requests.size());
  for (const Request& request : requests) periods_.push_back(request.every.value_or(std::chrono::seconds{0}));
}

void RequestSchedule::restart(TimePoint now) {
  turns_.clear();
  const auto count = static_cast<Duration::rep>(std::max<std::size_t>(periods_.size(), 1));
  const Duration step = std::min<Duration>(distance, Duration(longest_round) / count);
  for (std::size_t i = 0; i < periods_.size(); ++i) {
    add({now + static_cast<Duration::rep>(i) * step, i});
  }
}

std::optional<std::size_t> RequestSchedule::take_due(TimePoint now) {
  if (turns_.empty() || turns_.front().due > now) return std::nullopt;
  std::pop_heap(turns_.begin(), turns_.end(), is_later);
  Turn turn = turns_.back();
  turns_.pop_back();
  if (const Duration period = periods_[turn.request]; period > Duration::zero()) {
    turn.due += ((now - turn.due) / period + 1) * period;
    add(turn);
  }
  return turn.request;
}

std::optional<RequestSchedule::TimePoint> RequestSchedule::next_due() const {
  if (turns_.empty()) return std::nullopt;
  return turns_.front().due;
}

void RequestSchedule::add(Turn turn) {
  turns_.push_back(turn);
  std::push_heap(turns_.begin(), turns_.end(), is_later);
}

}  // namespace mfp::core
