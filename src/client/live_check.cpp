#include "client/live_check.hpp"

#include <algorithm>
#include <set>

#include "client/participant_list.hpp"
#include "client/router_messages.hpp"
#include "core/msgflo/announcement.hpp"
#include "core/text/text.hpp"

namespace mfp::client {

LiveCheck::LiveCheck(LiveTarget target) : system_(std::move(target)), end_timer_(system_.timer()) {
  for (const core::Participant& participant : system_.target().declared) {
    roles_.insert(participant.role);
    for (const core::Port& port : participant.outports) {
      if (port.topic) topics_.emplace_back(*port.topic, core::port_name(participant, port));
    }
  }
}

tl::expected<std::optional<std::string>, system::ExitCode> LiveCheck::run() {
  const system::ExitCode code =
      system_.run([this] { begin(); }, [this](const core::Message& message) { hear(message); });
  if (code != system::ExitCode::ok) return tl::unexpected(code);
  return found_;
}

void LiveCheck::begin() {
  end_timer_->set(system::EventLoop::Clock::now() + duration, [this] { system_.end(system::ExitCode::ok); });
  std::uint32_t identifier = discovery_identifier;
  // What is retained may be from long ago.
  system_.subscribe_from_now(std::string(core::discovery_topic), identifier);
  std::set<std::string_view> known;
  for (const auto& [topic, port] : topics_) {
    if (known.insert(topic.text()).second) system_.subscribe_from_now(topic.text(), ++identifier);
  }
  system_.ask("listparticipants", participant_list_patience, [this](const std::vector<RouterAnswer>& answers) {
    const auto told = merged_participants(answers).value_or(ToldParticipants{});
    for (const LiveParticipant& live : told.participants) look_at(live.participant.role);
  });
}

void LiveCheck::hear(const core::Message& message) {
  if (message.topic == core::discovery_topic) {
    const auto announced = core::read_announcement(message.payload);
    return announced ? look_at(announced->role) : void();
  }
  const auto live =
      std::find_if(topics_.begin(), topics_.end(), [&](const auto& one) { return one.first.matches(message.topic); });
  if (live == topics_.end()) return;
  found("the device of " + core::printable(live->second) + " is there: a message came on " +
        core::printable(message.topic));
}

void LiveCheck::look_at(std::string_view role) {
  if (roles_.contains(role)) found(core::printable(role) + " is announced there, so somebody speaks for it already");
}

void LiveCheck::found(std::string sentence) {
  if (!found_) found_ = std::move(sentence);
  system_.end(system::ExitCode::ok);
}

}  // namespace mfp::client
