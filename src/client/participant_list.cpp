#include "client/participant_list.hpp"

#include <algorithm>
#include <iostream>
#include <utility>

#include "client/router_messages.hpp"
#include "core/text/text.hpp"

namespace mfp::client {

namespace {

constexpr std::chrono::seconds silent_at_first{1};

/// `30 s`, `0.5 s`.
std::string seconds_text(std::chrono::duration<double> seconds) {
  std::string text = std::to_string(seconds.count());
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text + " s";
}

}  // namespace

ParticipantList::ParticipantList(LiveSystem& system, LiveParticipants known, std::chrono::duration<double> longest_wait,
                                 NoRouter no_router)
    : system_(system),
      participants_(std::move(known)),
      known_(participants_.size()),
      longest_wait_(longest_wait),
      no_router_(no_router),
      note_timer_(system.timer()),
      end_timer_(system.timer()) {
  for (std::size_t i = 0; i < known_; ++i) places_.emplace(participants_[i].participant.role, i);
  for (const core::Participant& participant : system.target().declared) ours_.insert(participant.role);
}

void ParticipantList::take(Enough enough, Done done) {
  if (enough()) return done(Source::declared);
  enough_ = std::move(enough);
  done_ = std::move(done);
  system_.request("listparticipants", "", participant_list_patience, [this](const std::optional<std::string>& answer) {
    if (!answer && no_router_ == NoRouter::fail)
      return system_.fail(system_.no_router(), system::ExitCode::unavailable);
    if (!answer) return listen(", since " + system_.no_answer());
    // A router that does not know the question refuses it.
    if (refusal(*answer)) return listen("");
    read(*answer);
  });
}

void ParticipantList::read(const std::string& answer) {
  auto told = read_participants(answer);
  if (!told) return system_.fail(told.error().message, system::ExitCode::failed);
  answer_ = answer;
  for (LiveParticipant& live : *told) take_in(std::move(live));
  sort();
  if (const auto done = std::exchange(done_, nullptr)) done(Source::router);
}

void ParticipantList::listen(const std::string& why) {
  const auto now = system::EventLoop::Clock::now();
  const auto wait = std::chrono::duration_cast<system::EventLoop::Clock::duration>(longest_wait_);
  note_timer_->set(now + silent_at_first, [this, why] {
    std::cerr << "listening for announcements for up to " << seconds_text(longest_wait_) << why << '\n';
  });
  end_timer_->set(now + wait, [this] { stop_listening(); });
  system_.subscribe(std::string(core::discovery_topic), discovery_identifier, nullptr);
}

void ParticipantList::stop_listening() {
  note_timer_->cancel();
  end_timer_->cancel();
  const auto now = system::EventLoop::Clock::now();
  for (LiveParticipant& live : participants_) {
    const core::Directory::Entry* entry = directory_.find(live.participant.role);
    if (entry != nullptr) live.seen = std::chrono::floor<std::chrono::seconds>(now - entry->seen);
  }
  sort();
  if (const auto done = std::exchange(done_, nullptr)) done(Source::announcements);
}

void ParticipantList::hear(const core::Message& message) {
  if (!done_ || message.topic != core::discovery_topic) return;
  std::string role;
  const auto heard = directory_.hear(message.payload, system::EventLoop::Clock::now(), role);
  if (heard != core::Directory::Heard::changed) return;
  const Speaker speaker = ours_.contains(role) ? Speaker::ours : Speaker::others;
  take_in({directory_.find(role)->participant, std::chrono::seconds(0), speaker});
  if (enough_()) stop_listening();
}

void ParticipantList::take_in(LiveParticipant participant) {
  const auto [place, added] = places_.emplace(participant.participant.role, participants_.size());
  if (added) {
    participants_.push_back(std::move(participant));
  } else if (place->second >= known_) {
    participants_[place->second] = std::move(participant);
  }
}

void ParticipantList::sort() {
  std::sort(participants_.begin(), participants_.end(),
            [](const LiveParticipant& a, const LiveParticipant& b) { return a.participant.role < b.participant.role; });
}

LiveParticipants declared_participants(const LiveTarget& target) {
  LiveParticipants participants;
  participants.reserve(target.declared.size());
  for (const core::Participant& participant : target.declared) {
    participants.push_back({participant, std::chrono::seconds(0), Speaker::ours});
  }
  return participants;
}

}  // namespace mfp::client
