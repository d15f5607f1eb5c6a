#include "client/live_system.hpp"

#include <algorithm>
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

/// How long others may take longer than the first one who answers.
constexpr std::chrono::milliseconds until_all_answered{200};
/// How long an enabled router may take longer than one that refuses since it is not enabled.
constexpr std::chrono::seconds until_router_answered{1};

/// Whether the sender says that its router is not enabled.
RouterAnswer::Router router_of(const core::MessageProperties& properties) {
  const std::pair<std::string, std::string> mark(core::router_property, core::router_disabled);
  const auto& user = properties.user;
  return std::find(user.begin(), user.end(), mark) == user.end() ? RouterAnswer::Router::enabled
                                                                 : RouterAnswer::Router::disabled;
}

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
  return tell_lost(target_.connection, *lost);
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

void LiveSystem::request(const std::string& name, const std::string& payload, Answer answer) {
  send_soon({Kind::change, name, payload, binding_patience,
             [answer = std::move(answer)](const std::vector<RouterAnswer>& answers) {
               answer(answers.empty() ? std::nullopt : std::optional(answers.back().payload));
             }});
}

void LiveSystem::ask(const std::string& question, std::chrono::milliseconds patience, Answers answers) {
  send_soon({Kind::question, question, "", patience, std::move(answers)});
}

void LiveSystem::send_soon(Request request) {
  listen_to_answers([this, request = std::move(request)] { send(request); });
}

void LiveSystem::listen_to_answers(Callback done) {
  if (listening_ == Listening::yes) return done();
  held_.push_back(std::move(done));
  if (std::exchange(listening_, Listening::soon) == Listening::soon) return;
  session_.subscribe(answers_topic_, answers_identifier, [this] {
    listening_ = Listening::yes;
    for (const Callback& held : std::exchange(held_, {})) held();
  });
}

void LiveSystem::send(const Request& request) {
  const std::uint64_t number = ++last_request_;
  Waiting& waiting = waiting_[number];
  waiting.kind = request.kind;
  waiting.done = request.answers;
  waiting.deadline = system::EventLoop::Clock::now() + request.patience;
  waiting.timer = loop_.timer();
  waiting.timer->set(waiting.deadline, [this, number] { finish(number); });
  ClientSession::Publication publication{topic(request.name), request.payload, {}};
  publication.properties.response_topic = answers_topic_;
  publication.properties.correlation_data = std::to_string(number);
  // A router that comes back later shall not carry out what nobody waits for any more.
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(request.patience).count();
  publication.properties.expiry = static_cast<std::uint32_t>(seconds);
  session_.publish(publication, [this, number](std::uint8_t reason_code) {
    if (reason_code == ClientSession::no_subscribers) finish(number);
    if (reason_code >= ClientSession::first_refusal) {
      fail("the broker refuses a request to the router; look at its access rules", ExitCode::no_permission);
    }
  });
}

void LiveSystem::received(const core::Message& message) {
  if (ended_) return;
  const bool is_answer = message.topic == answers_topic_ && message.properties != nullptr &&
                         message.properties->correlation_data.has_value();
  if (!is_answer) return on_message_(message);
  const std::string& data = *message.properties->correlation_data;
  std::uint64_t number = 0;
  const auto [end, failure] = std::from_chars(data.data(), data.data() + data.size(), number);
  if (failure != std::errc{} || end != data.data() + data.size()) return;
  answered(number, {std::string(message.payload), router_of(*message.properties)});
}

void LiveSystem::answered(std::uint64_t number, RouterAnswer answer) {
  const auto known = waiting_.find(number);
  if (known == waiting_.end()) return;
  Waiting& waiting = known->second;
  const bool has_the_word = waiting.kind == Kind::change && answer.router == RouterAnswer::Router::enabled;
  waiting.answers.push_back(std::move(answer));
  if (has_the_word) return finish(number);
  const std::chrono::milliseconds patience = waiting.kind == Kind::change ? until_router_answered : until_all_answered;
  waiting.timer->set(std::min(waiting.deadline, system::EventLoop::Clock::now() + patience),
                     [this, number] { finish(number); });
}

void LiveSystem::finish(std::uint64_t number) {
  // Taken out first: whoever is told may ask again.
  const auto waiting = waiting_.extract(number);
  if (waiting) waiting.mapped().done(waiting.mapped().answers);
}

std::string LiveSystem::no_router() const {
  std::string settings = "enabled: true";
  if (target_.instance != core::RouterSettings{}.instance) settings += ", instance: " + target_.instance;
  return no_answer() + " at " + target_.connection.url.text() + "; start msgflo-foreign-participant with `router: {" +
         settings + "}` in its devices file";
}

std::string LiveSystem::topic(std::string_view name) const { return core::router_topic(target_.instance, name); }

}  // namespace mfp::client
