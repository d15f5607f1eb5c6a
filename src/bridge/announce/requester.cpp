#include "bridge/announce/requester.hpp"

namespace mfp::bridge {

namespace {

std::vector<core::Request> requests_of(std::span<const core::Participant> participants) {
  std::vector<core::Request> all;
  for (const core::Participant& participant : participants) {
    all.insert(all.end(), participant.requests().begin(), participant.requests().end());
  }
  return all;
}

}  // namespace

Requester::Requester(system::EventLoop& loop, Connection& publisher, std::span<const core::Participant> participants,
                     system::Warnings& warnings)
    : loop_(loop),
      publisher_(publisher),
      requests_(requests_of(participants)),
      schedule_(requests_),
      warnings_(warnings),
      timer_(loop.timer()) {}

void Requester::restart() {
  schedule_.restart(loop_.now());
  go_on();
}

bool Requester::replace(std::span<const core::Participant> participants) {
  std::vector<core::Request> requests = requests_of(participants);
  if (requests == requests_) return false;
  requests_ = std::move(requests);
  schedule_ = core::RequestSchedule(requests_);
  return true;
}

void Requester::go_on() {
  const auto now = loop_.now();
  while (publisher_.up() && !publisher_.congested()) {
    const auto due = schedule_.take_due(now);
    if (!due) break;
    ask(requests_[*due]);
    publisher_.flush();
  }
  // When the socket is full, its owner calls again as soon as there is room.
  const auto next = schedule_.next_due();
  if (publisher_.up() && !publisher_.congested() && next) timer_->set(*next, [this] { go_on(); });
}

void Requester::ask(const core::Request& request) {
  // QoS 0: a question that comes late is worse than one that is lost, and the next one follows.
  auto sent = publisher_.client().publish({request.topic.text(), request.payload, 0, false, nullptr});
  if (!sent) warnings_.say("the request on " + request.topic.text() + " cannot be sent: " + sent.error().text);
}

}  // namespace mfp::bridge
