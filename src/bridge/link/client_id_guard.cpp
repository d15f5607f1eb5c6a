#include "bridge/link/client_id_guard.hpp"

#include <utility>

#include "core/text/text.hpp"
#include "system/local_time.hpp"

namespace mfp::bridge {

namespace {

/// For the own message to come back; an access rule may keep it away.
constexpr std::chrono::milliseconds longest_wait_for_own{500};
/// For a process that used the client id; longer than one that lives takes for an answer.
constexpr std::chrono::milliseconds longest_wait_for_answer{300};
/// Some brokers end the connection for a message that they forbid (mosquitto 2.0 with max_queued_messages 0). After so
/// many that ended before anything was heard, no claim is published.
constexpr int most_unheard_ends = 2;

}  // namespace

ClientIdGuard::ClientIdGuard(system::EventLoop& loop, Connection& publisher, const std::string& client_id,
                             const core::ClientIdUser& self, system::Warnings& warnings, Callbacks callbacks)
    : loop_(loop),
      publisher_(publisher),
      client_id_(client_id),
      claim_(client_id, self),
      warnings_(warnings),
      callbacks_(std::move(callbacks)),
      timer_(loop.timer()) {}

void ClientIdGuard::publisher_connected() {
  (void)publisher_.client().subscribe(claim_.topic(), 0, transport::Retained::always);
  if (unheard_ends_ >= most_unheard_ends) {
    (void)claim_.time_over();
    return hold();
  }
  is_unheard_ = true;
  // Live also when it is retained besides: whoever hears it must see that it is no message of the dead.
  publish(claim_.message(), Kept::no);
  if (claim_.held()) return hold();
  if (!publisher_.up()) return;
  timer_->set(loop_.now() + longest_wait_for_own, [this] { carry_out(claim_.time_over()); });
}

void ClientIdGuard::publisher_gone() {
  timer_->cancel();
  reactions_.clear();
  claim_.on_lost();
  if (std::exchange(is_unheard_, false)) ++unheard_ends_;
}

bool ClientIdGuard::take(const core::Message& message) {
  if (message.topic != claim_.topic()) return false;
  is_unheard_ = false;
  unheard_ends_ = 0;
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
      warnings_.say("another process wants the client id " + client_id_ + ": " + to_text(claim_.other()) +
                    "; it ends; stop what starts it, or give it another client_id under broker");
      publish(claim_.message(), Kept::no);
      break;
    case Reaction::give_way:
      timer_->cancel();
      callbacks_.taken(claim_.other());
      break;
  }
}

void ClientIdGuard::hold() {
  if (unheard_ends_ < most_unheard_ends) publish(claim_.message(), Kept::yes);
  if (publisher_.up()) callbacks_.held();
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
