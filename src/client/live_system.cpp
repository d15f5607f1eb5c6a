#include "client/live_system.hpp"

#include <charconv>
#include <iostream>
#include <random>
#include <utility>

#include "client/lost_connection.hpp"
#include "core/model/edge.hpp"
#include "core/msgflo/binding.hpp"
#include "core/text/text.hpp"
#include "transport/mosquitto_client.hpp"

namespace mfp::client {

using system::ExitCode;

namespace {

/// The largest one that there is (MQTT 5 section 3.8.2.1.2); commands count theirs from 1.
constexpr std::uint32_t answers_identifier = 268'435'455;

std::string random_name() {
  std::random_device device;
  std::string name;
  for (int i = 0; i < 16; ++i) name += "0123456789abcdef"[device() % 16];
  return name;
}

}  // namespace

LiveSystem::LiveSystem(LiveTarget target)
    : target_(std::move(target)),
      session_(loop_, transport::make_mosquitto_client(transport::anonymous(target_.connection))),
      answers_topic_(topic("answers/" + random_name())) {}

ExitCode LiveSystem::run(Callback begin, ClientSession::OnMessage on_message, ExitCode interrupted) {
  on_message_ = std::move(on_message);
  const auto leave = [this, interrupted] { end(interrupted); };
  loop_.on_signals(leave, leave);
  const auto lost = session_.run(std::move(begin), [this](const core::Message& message) { received(message); });
  if (!lost) return code_;
  return tell_lost(target_.connection.url, *lost);
}

void LiveSystem::end(ExitCode code) {
  if (std::exchange(ended_, true)) return;
  code_ = code;
  waiting_.clear();
  session_.leave();
}

void LiveSystem::fail(const std::string& message, ExitCode code) {
  if (ended_) return;
  std::cerr << "error: " << message << '\n';
  end(code);
}

void LiveSystem::request(const std::string& name, const std::string& payload, std::chrono::milliseconds patience,
                         Answer answer) {
  if (listening_ == Listening::yes) return send(name, payload, patience, std::move(answer));
  held_.emplace_back(
      [this, name, payload, patience, answer = std::move(answer)] { send(name, payload, patience, answer); });
  if (std::exchange(listening_, Listening::soon) == Listening::soon) return;
  session_.subscribe(answers_topic_, answers_identifier, [this] {
    listening_ = Listening::yes;
    for (const Callback& held : std::exchange(held_, {})) held();
  });
}

void LiveSystem::send(const std::string& name, const std::string& payload, std::chrono::milliseconds patience,
                      Answer answer) {
  const std::uint64_t number = ++last_request_;
  Waiting& waiting = waiting_[number];
  waiting.answer = std::move(answer);
  waiting.timer = loop_.timer();
  waiting.timer->set(system::EventLoop::Clock::now() + patience, [this, number] { answered(number, std::nullopt); });
  ClientSession::Publication publication{topic(name), payload, {}};
  publication.properties.response_topic = answers_topic_;
  publication.properties.correlation_data = std::to_string(number);
  // A router that comes back later shall not carry out what nobody waits for any more.
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(patience).count();
  publication.properties.expiry = static_cast<std::uint32_t>(seconds);
  session_.publish(publication, [this, number](std::uint8_t reason_code) {
    if (reason_code == ClientSession::no_subscribers) answered(number, std::nullopt);
    if (reason_code >= ClientSession::first_refusal) {
      fail("the broker refuses a request to the router; look at its access rules", ExitCode::no_permission);
    }
  });
}

void LiveSystem::received(const core::Message& message) {
  if (ended_) return;
  if (message.topic != answers_topic_) return on_message_(message);
  if (message.properties == nullptr || !message.properties->correlation_data) return;
  const std::string& data = *message.properties->correlation_data;
  std::uint64_t number = 0;
  const auto [end, failure] = std::from_chars(data.data(), data.data() + data.size(), number);
  if (failure == std::errc{} && end == data.data() + data.size()) answered(number, std::string(message.payload));
}

void LiveSystem::answered(std::uint64_t number, const std::optional<std::string>& answer) {
  // Taken out first: whoever is told may ask again.
  const auto waiting = waiting_.extract(number);
  if (waiting) waiting.mapped().answer(answer);
}

std::string LiveSystem::no_router() const {
  std::string settings = "enabled: true";
  if (target_.instance != core::RouterSettings{}.instance) settings += ", instance: " + target_.instance;
  return no_answer() + " at " + target_.connection.url.text() + "; start msgflo-foreign-participant with `router: {" +
         settings + "}` in its devices file";
}

std::string LiveSystem::topic(std::string_view name) const { return core::router_topic(target_.instance, name); }

}  // namespace mfp::client
