#include "core/announcement_schedule.hpp"

namespace mfp::core {

void AnnouncementSchedule::restart(TimePoint now) {
  start_ = now;
  taken_ = 0;
}

void AnnouncementSchedule::begin_with(std::size_t participants, TimePoint now) {
  participants_ = participants;
  restart(now);
}

void AnnouncementSchedule::go_on_with(std::size_t participants, TimePoint now) {
  begin_with(participants, now);
  taken_ = participants;
}

std::optional<std::size_t> AnnouncementSchedule::take_due(TimePoint now) {
  if (participants_ == 0 || now < next_due()) return std::nullopt;
  if (first_round_done() && now - next_due() > period_) {
    const auto since_first_round = taken_ - participants_ + 1;
    start_ = now - period_ * since_first_round / participants_;
  }
  return taken_++ % participants_;
}

AnnouncementSchedule::TimePoint AnnouncementSchedule::next_due() const {
  if (!first_round_done()) return start_;
  return start_ + period_ * (taken_ - participants_ + 1) / participants_;
}

}  // namespace mfp::core
