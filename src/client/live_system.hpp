#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/client_session.hpp"
#include "client/live_participant.hpp"
#include "client/router_messages.hpp"
#include "system/asio_loop.hpp"
#include "system/exit_code.hpp"
#include "transport/mqtt_client.hpp"

namespace mfp::client {

/// How long a router may take to answer about bindings.
inline constexpr std::chrono::seconds binding_patience{5};

/// Which running system a command is about.
struct LiveTarget {
  transport::ConnectionSettings connection;
  /// Of the router: requests go to `/msgrouter/INSTANCE/…`.
  std::string instance;
  /// Of the devices files that are named.
  std::vector<core::Participant> declared;
};

/// One command's visit to a running system: a connection, requests to its router, and what is said meanwhile. Once
/// connected it calls its commands back from the event loop.
class LiveSystem {
 public:
  /// What the router said; nothing when none did.
  using Answer = std::function<void(const std::optional<std::string>& answer)>;
  /// What all said who answer; none when nobody did.
  using Answers = std::function<void(const std::vector<RouterAnswer>& answers)>;
  using Callback = system::EventLoop::Callback;

  explicit LiveSystem(LiveTarget target);

  /// Visits until `end` was called, a signal came or the connection ended, which is shown. `begin` is called once
  /// connected; messages that are no answers to requests go to `on_message`. Gives the exit status: `interrupted` after
  /// a signal.
  [[nodiscard]] system::ExitCode run(Callback begin, ClientSession::OnMessage on_message,
                                     system::ExitCode interrupted = system::ExitCode::failed);
  /// Ends the visit. What is still under way is forgotten.
  void end(system::ExitCode code);
  /// Shows `error: …` and ends the visit.
  void fail(const std::string& message, system::ExitCode code);

  /// Asks the router for a change, and waits for at most `binding_patience`. One that is enabled has the word; those
  /// that are not are heard when no other one speaks.
  void request(const std::string& name, const std::string& payload, Answer answer);
  /// Asks all who answer that question, and waits for the first one at most so long, for others a moment more.
  void ask(const std::string& question, std::chrono::milliseconds patience, Answers answers);
  /// `no router 'default' answers`: others may.
  [[nodiscard]] std::string no_answer() const { return "no router '" + target_.instance + "' answers"; }
  /// What to say when a command needs one.
  [[nodiscard]] std::string no_router() const;

  /// `done`, if any, is called when the subscription is in force.
  void subscribe(const std::string& filter, std::uint32_t identifier, Callback done) {
    session_.subscribe(filter, identifier, std::move(done));
  }
  /// Without what was retained before.
  void subscribe_from_now(const std::string& filter, std::uint32_t identifier) {
    session_.subscribe(filter, identifier, nullptr, transport::Retained::never);
  }
  void unsubscribe(const std::string& filter) { session_.unsubscribe(filter); }
  void publish(const ClientSession::Publication& publication, ClientSession::OnAnswer on_answer) {
    session_.publish(publication, std::move(on_answer));
  }
  /// A Response Topic for messages. What comes there goes to `on_message`, unless it answers a request. `done` is
  /// called when it is listened to.
  [[nodiscard]] const std::string& answers_topic() const { return answers_topic_; }
  void listen_to_answers(Callback done);
  [[nodiscard]] std::unique_ptr<system::EventLoop::Timer> timer() { return loop_.timer(); }
  [[nodiscard]] const LiveTarget& target() const { return target_; }

 private:
  enum class Kind : std::uint8_t { change, question };
  struct Request {
    Kind kind = Kind::question;
    std::string name;
    std::string payload;
    std::chrono::milliseconds patience{0};
    Answers answers;
  };
  struct Waiting {
    Kind kind = Kind::question;
    Answers done;
    std::vector<RouterAnswer> answers;
    system::EventLoop::Clock::time_point deadline;
    std::unique_ptr<system::EventLoop::Timer> timer;
  };

  void send_soon(Request request);
  void send(const Request& request);
  void received(const core::Message& message);
  void answered(std::uint64_t number, RouterAnswer answer);
  /// Hands over what has come, unless that was done before.
  void finish(std::uint64_t number);
  [[nodiscard]] std::string topic(std::string_view name) const;

  LiveTarget target_;
  system::AsioLoop loop_;
  ClientSession session_;
  ClientSession::OnMessage on_message_;
  std::string answers_topic_;
  enum class Listening : std::uint8_t { no, soon, yes };
  Listening listening_ = Listening::no;
  /// Requests made before the answers can be heard.
  std::vector<Callback> held_;
  std::map<std::uint64_t, Waiting> waiting_;
  std::uint64_t last_request_ = 0;
  system::ExitCode code_ = system::ExitCode::ok;
  bool ended_ = false;
};

}  // namespace mfp::client
