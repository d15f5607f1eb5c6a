#include "bridge/link/client_id_guard.hpp"

#include <utility>

#include "core/text/text.hpp"
#include "system/local_time.hpp"
#include "system/log.hpp"

namespace mfp::bridge {

namespace {

/// For the own message to come back; an access rule may keep it away.
constexpr std::chrono::milliseconds longest_wait_for_own{200};
/// For a process that used the client id; longer than one that lives takes for an answer.
constexpr std::chrono::milliseconds longest_wait_for_answer{300};

}  // namespace

ClientIdGuard::ClientIdGuard(system::EventLoop& loop, Connection& publisher, const std::string& client_id,
                             const core::ClientIdUser& self, Callbacks callbacks)
    : loop_(loop),
      publisher_(publisher),
      client_id_(client_id),
      claim_(client_id, self),
      callbacks_(std::move(callbacks)),
      timer_(loop.timer()) {}

void ClientIdGuard::publisher_connected() {
  if (std::exchange(ended_connection_, false)) {
    (void)claim_.time_over();
    return callbacks_.held();
  }
  is_unheard_ = true;
  (void)publisher_.client().subscribe(claim_.topic(), 0, transport::Retained::always);
  publish(claim_.message(), Kept::no);
  if (claim_.held()) return hold();
  timer_->set(loop_.now() + longest_wait_for_own, [this] { carry_out(claim_.time_over()); });
}

void ClientIdGuard::publisher_gone() {
  timer_->cancel();
  reactions_.clear();
  ended_connection_ = std::exchange(is_unheard_, false);
}

bool ClientIdGuard::take(const core::Message& message) {
  if (message.topic != claim_.topic()) return false;
  is_unheard_ = false;
  const Reaction reaction = claim_.hear(message.payload, message.retain);
  if (reaction != Reaction::none) reactions_.push_back(reaction);
  return true;
}

void ClientIdGuard::settle() {
  for (const Reaction reaction : std::exchange(reactions_, {})) carry_out(reaction);
}

void ClientIdGuard::carry_out(Reaction reaction) {
  switch (reaction) {
    case Reaction::none:
      break;
    case Reaction::wait:
      timer_->set(loop_.now() + longest_wait_for_answer, [this] { carry_out(claim_.time_over()); });
      break;
    case Reaction::hold:
      timer_->cancel();
      hold();
      break;
    case Reaction::answer:
      spdlog::warn("another process wants the client id {}: {}; it is told to end", client_id_,
                   to_text(claim_.other()));
      publish(claim_.message(), Kept::no);
      break;
    case Reaction::give_way:
      timer_->cancel();
      callbacks_.taken(claim_.other());
      break;
  }
}

void ClientIdGuard::hold() {
  publish(claim_.message(), Kept::yes);
  callbacks_.held();
}

void ClientIdGuard::release() {
  if (claim_.held()) publish({}, Kept::yes);
}

void ClientIdGuard::publish(const std::string& message, Kept kept) {
  if (!publisher_.up()) return;
  // A broker that retains nothing, or an access rule, may refuse it: then nobody is kept from anything.
  (void)publisher_.client().publish({claim_.topic(), message, 0, kept == Kept::yes, nullptr});
  publisher_.flush();
}

std::string to_text(const core::ClientIdUser& user) {
  const std::chrono::system_clock::time_point since{std::chrono::milliseconds(user.since)};
  return "process " + std::to_string(user.process) + " on " + core::printable(user.host) + ", which began " +
         system::date_text(since);
}

}  // namespace mfp::bridge
