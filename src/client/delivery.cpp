#include "client/delivery.hpp"

#include <utility>

#include "client/participant_list.hpp"

namespace mfp::client {

namespace {

constexpr std::uint32_t topic_identifier = discovery_identifier + 1;

}  // namespace

void Delivery::send(Target target, std::string payload, std::uint32_t expiry, Done done) {
  target_ = std::move(target);
  done_ = std::move(done);
  const auto go = [this, payload = std::move(payload), expiry] { publish(payload, expiry); };
  if (!target_.topic) return go();
  // Both subscriptions stand before the message goes out.
  system_.subscribe(*target_.topic, topic_identifier, [this, go] { system_.listen_to_answers(go); });
}

void Delivery::publish(const std::string& payload, std::uint32_t expiry) {
  ClientSession::Publication publication{target_.queue, payload, {}};
  publication.properties.expiry = expiry;
  if (target_.topic) publication.properties.response_topic = system_.answers_topic();
  system_.publish(publication, [this](std::uint8_t reason_code) { answered(reason_code); });
}

void Delivery::answered(std::uint8_t reason_code) {
  if (reason_code >= ClientSession::first_refusal) return finish(Outcome::forbidden);
  if (reason_code == ClientSession::no_subscribers) return finish(Outcome::unheard);
  if (!target_.topic) return finish(Outcome::accepted);
  timer_->set(system::EventLoop::Clock::now() + longest_wait, [this] { finish(Outcome::silent); });
}

void Delivery::hear(const core::Message& message) {
  if (!done_ || !target_.topic) return;
  if (message.topic == system_.answers_topic()) {
    const auto report = core::read_report(message.payload);
    // Other ports may take what comes on the queue, too.
    if (!report || report->port != target_.name) return;
    const bool skipped = report->outcome == core::MessageReport::Outcome::skipped;
    return finish(skipped ? Outcome::skipped : Outcome::refused, report->reason);
  }
  const bool is_copy = message.topic == *target_.topic && message.properties != nullptr &&
                       message.properties->response_topic == system_.answers_topic();
  if (is_copy) finish(Outcome::relayed, std::string(message.payload));
}

void Delivery::finish(Outcome outcome, const std::string& text) {
  timer_->cancel();
  if (const auto done = std::exchange(done_, nullptr)) done(outcome, text);
}

}  // namespace mfp::client
