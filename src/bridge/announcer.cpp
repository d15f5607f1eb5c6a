#include "bridge/announcer.hpp"

#include <string>
#include <utility>

#include "core/discovery.hpp"
#include "system/log.hpp"

namespace mfp::bridge {

namespace {

/// How many announcements are handed to the library before they are written.
constexpr std::size_t announcements_in_a_batch = 64;

}  // namespace

Announcer::Announcer(system::EventLoop& loop, Connection& publisher, const std::vector<core::Participant>& participants,
                     core::AnnouncementSchedule::Duration period, Announced announced)
    : publisher_(publisher),
      participants_(participants),
      schedule_(participants.size(), period),
      announced_(std::move(announced)),
      timer_(loop.timer()),
      told_(participants.size()) {}

void Announcer::restart() {
  schedule_.restart(system::EventLoop::Clock::now());
  go_on();
}

void Announcer::go_on() {
  const auto now = system::EventLoop::Clock::now();
  bool more = true;
  publisher_.flush();
  while (more && publisher_.up() && !publisher_.congested()) {
    while (batch_.size() < announcements_in_a_batch) {
      const auto index = schedule_.take_due(now);
      more = index.has_value();
      if (!more) break;
      publish(*index);
    }
    publisher_.flush();
    tell_announced();
  }
  if (!more && !participants_.empty()) timer_->set(schedule_.next_due(), [this] { go_on(); });
}

void Announcer::publish(std::size_t index) {
  static const std::string topic(core::discovery_topic);
  const core::Participant& participant = participants_[index];
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
    announced_(participants_[index]);
  }
}

}  // namespace mfp::bridge
