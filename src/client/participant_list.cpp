#include "client/participant_list.hpp"

#include <algorithm>
#include <iostream>
#include <utility>

#include "client/router_messages.hpp"
#include "core/text/text.hpp"

namespace mfp::client {

namespace {

/// `30 s`, `0.5 s`.
std::string seconds_text(std::chrono::duration<double> seconds) {
  std::string text = std::to_string(seconds.count());
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text + " s";
}

void tell_roles(std::span<const LiveParticipant> heard) {
  std::string roles;
  for (const LiveParticipant& live : heard) roles += (roles.empty() ? "" : ", ") + live.participant.role;
  std::cerr << (roles.empty() ? "nobody is heard yet" : "heard " + core::printable(roles)) << std::endl;
}

}  // namespace

ParticipantList::ParticipantList(LiveSystem& system, LiveParticipants known, Listening listening)
    : system_(system),
      participants_(std::move(known)),
      declared_(participants_.size()),
      known_(declared_),
      listening_(std::move(listening)),
      note_timer_(system.timer()),
      end_timer_(system.timer()) {
  if (!listening_.news) listening_.news = tell_roles;
  for (std::size_t i = 0; i < known_; ++i) places_.emplace(participants_[i].participant.role, i);
  for (const core::Participant& participant : system.target().declared) ours_.insert(participant.role);
}

void ParticipantList::take(Enough enough, Done done) {
  if (enough()) return done(Source::declared);
  enough_ = std::move(enough);
  done_ = std::move(done);
  system_.ask("listparticipants", participant_list_patience, [this](const std::vector<RouterAnswer>& answers) {
    if (!answers.empty()) return read(answers);
    if (listening_.no_router == NoRouter::fail) return system_.fail(system_.no_router(), system::ExitCode::unavailable);
    listen(", since " + system_.no_answer());
  });
}

void ParticipantList::read(const std::vector<RouterAnswer>& answers) {
  auto told = merged_participants(answers);
  // A router that does not know the question refuses it.
  if (!told) return listen("");
  for (LiveParticipant& live : told->participants) take_in(std::move(live));
  if (told->reach == Reach::everybody || enough_()) return finish(Source::router);
  // Their announcements say less.
  known_ = participants_.size();
  listening_.at_once.clear();
  if (listening_.own_only == OwnOnly::listen) return listen(", since those that answer know only their own");
  std::cerr << "note: only those are shown that msgflo-foreign-participant speaks for; --wait 30 listens for others"
            << std::endl;
  finish(Source::router);
}

void ParticipantList::finish(Source source) {
  sort();
  if (const auto done = std::exchange(done_, nullptr)) done(source);
}

void ParticipantList::listen(const std::string& why) {
  const auto now = system::EventLoop::Clock::now();
  const auto wait = std::chrono::duration_cast<system::EventLoop::Clock::duration>(listening_.longest);
  note_timer_->set(now + listening_silent_at_first, [this, why] { begin_news(why); });
  end_timer_->set(now + wait, [this] { stop_listening(); });
  system_.subscribe(std::string(core::discovery_topic), discovery_identifier, nullptr);
}

void ParticipantList::begin_news(const std::string& why) {
  std::cerr << "listening for announcements for up to " << seconds_text(listening_.longest) << why
            << (listening_.at_once.empty() ? "" : "; ") << listening_.at_once << std::endl;
  news_begun_ = true;
  listening_.news(std::span(participants_).subspan(declared_));
}

void ParticipantList::stop_listening() {
  note_timer_->cancel();
  end_timer_->cancel();
  const auto now = system::EventLoop::Clock::now();
  for (LiveParticipant& live : participants_) {
    const core::Directory::Entry* entry = directory_.find(live.participant.role);
    if (entry != nullptr) live.seen = std::chrono::floor<std::chrono::seconds>(now - entry->seen);
  }
  finish(Source::announcements);
}

void ParticipantList::hear(const core::Message& message) {
  if (!done_ || message.topic != core::discovery_topic) return;
  std::string role;
  const auto heard = directory_.hear(message.payload, system::EventLoop::Clock::now(), role);
  if (heard != core::Directory::Heard::changed) return;
  const Speaker speaker = ours_.contains(role) ? Speaker::ours : Speaker::others;
  const bool is_new = take_in({directory_.find(role)->participant, std::chrono::seconds(0), speaker});
  if (enough_()) return stop_listening();
  if (is_new && news_begun_) listening_.news(std::span(participants_).last(1));
}

bool ParticipantList::take_in(LiveParticipant participant) {
  const auto [place, added] = places_.emplace(participant.participant.role, participants_.size());
  if (added) {
    participants_.push_back(std::move(participant));
  } else if (place->second >= known_) {
    participants_[place->second] = std::move(participant);
  }
  return added;
}

void ParticipantList::sort() {
  std::sort(participants_.begin(), participants_.end(),
            [](const LiveParticipant& a, const LiveParticipant& b) { return a.participant.role < b.participant.role; });
}

ParticipantList::Listening listening_to_all(std::optional<double> wanted, ParticipantList::OnNews news) {
  return {.longest = listening_time(wanted),
          .own_only = wanted ? ParticipantList::OwnOnly::listen : ParticipantList::OwnOnly::tell,
          .at_once = "a running msgflo-foreign-participant answers at once, and --wait sets another time",
          .news = std::move(news)};
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
