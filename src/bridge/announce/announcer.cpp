#include "bridge/announce/announcer.hpp"

#include <string>
#include <utility>

#include "core/msgflo/announcement.hpp"
#include "system/log.hpp"

namespace mfp::bridge {

namespace {

/// How many announcements are handed to the library before they are written.
constexpr std::size_t announcements_in_a_batch = 64;

}  // namespace

Announcer::Announcer(system::EventLoop& loop, Connection& publisher, const std::vector<core::Participant>& participants,
                     core::AnnouncementSchedule::Duration period, Announced announced)
    : loop_(loop),
      publisher_(publisher),
      participants_(&participants),
      schedule_(participants.size(), period),
      announced_(std::move(announced)),
      timer_(loop.timer()),
      told_(participants.size()) {}

void Announcer::restart() {
  fresh_.clear();
  schedule_.restart(loop_.now());
  go_on();
}

void Announcer::replace(const std::vector<core::Participant>& participants,
                        std::span<const core::Participant* const> fresh) {
  participants_ = &participants;
  // Those that are announced already, and are as they were, are not told again.
  told_.assign(participants.size(), schedule_.first_round_done());
  fresh_.clear();
  for (const core::Participant* participant : fresh) {
    const auto turn = static_cast<std::size_t>(participant - participants.data());
    told_[turn] = false;
    if (schedule_.first_round_done()) fresh_.push_back(turn);
  }
  schedule_.replace(participants.size(), loop_.now());
  // They go out when somebody listens for them.
  timer_->cancel();
}

std::optional<std::size_t> Announcer::take_due(system::EventLoop::Clock::time_point now) {
  if (fresh_.empty()) return schedule_.take_due(now);
  const std::size_t index = fresh_.front();
  fresh_.pop_front();
  return index;
}

void Announcer::go_on() {
  const auto now = loop_.now();
  bool more = true;
  publisher_.flush();
  while (more && publisher_.up() && !publisher_.congested()) {
    while (batch_.size() < announcements_in_a_batch) {
      const auto index = take_due(now);
      more = index.has_value();
      if (!more) break;
      publish(*index);
    }
    publisher_.flush();
    tell_announced();
  }
  if (!more && !participants_->empty()) timer_->set(schedule_.next_due(), [this] { go_on(); });
}

void Announcer::publish(std::size_t index) {
  static const std::string topic(core::discovery_topic);
  const core::Participant& participant = (*participants_)[index];
  const std::string message = core::announcement(participant);
  if (auto sent = publisher_.client().publish({topic, message, 0, false, nullptr}); !sent) {
    spdlog::error("{} cannot be announced: {}", participant.role, sent.error().text);
    return;
  }
  batch_.push_back(index);
}

void Announcer::tell_announced() {
  for (const std::size_t index : std::exchange(batch_, {})) {
    if (!publisher_.up() || told_[index]) continue;
    told_[index] = true;
    announced_((*participants_)[index]);
  }
}

}  // namespace mfp::bridge
