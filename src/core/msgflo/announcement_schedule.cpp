#include "core/msgflo/announcement_schedule.hpp"

#include <algorithm>

namespace mfp::core {

namespace {

constexpr AnnouncementSchedule::Duration apart = std::chrono::seconds(1);
/// More would hold up messages.
constexpr std::size_t largest_bunch = 16;

}  // namespace

void AnnouncementSchedule::restart(TimePoint now) {
  start_ = now;
  taken_ = 0;
}

void AnnouncementSchedule::replace(std::size_t participants, TimePoint now) {
  const bool in_first_round = !first_round_done();
  const std::uint64_t position = participants_ == 0 || participants == 0 ? 0 : taken_ % participants_ % participants;
  participants_ = participants;
  if (in_first_round || participants == 0) return restart(now);
  // As if the last round had begun so long ago that this is where it is.
  taken_ = participants + position;
  start_ = now - period_ * static_cast<Duration::rep>(position) / static_cast<Duration::rep>(participants);
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
  const std::uint64_t since_first_round = taken_ - participants_;
  // A participant has the same place in each round, so that it never waits for longer than the period.
  const std::uint64_t place = since_first_round % participants_;
  const std::uint64_t first_of_bunch = since_first_round - place % bunch();
  return start_ + period_ * (first_of_bunch + 1) / participants_;
}

std::size_t AnnouncementSchedule::bunch() const {
  const auto within = static_cast<std::uint64_t>(apart * participants_ / period_);
  return static_cast<std::size_t>(std::min<std::uint64_t>(within + 1, largest_bunch));
}

}  // namespace mfp::core
