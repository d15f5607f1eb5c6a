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
#include "system/event_loop.hpp"
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

  /// Asks the router, and waits for at most so long.
  void request(const std::string& name, const std::string& payload, std::chrono::milliseconds patience, Answer answer);
  /// `no router 'default' answers`: others may.
  [[nodiscard]] std::string no_answer() const { return "no router '" + target_.instance + "' answers"; }
  /// What to say when a command needs one.
  [[nodiscard]] std::string no_router() const;

  /// `done`, if any, is called when the subscription is in force.
  void subscribe(const std::string& filter, std::uint32_t identifier, Callback done) {
    session_.subscribe(filter, identifier, std::move(done));
  }
  void unsubscribe(const std::string& filter) { session_.unsubscribe(filter); }
  void publish(const std::string& topic, const std::string& payload, ClientSession::OnAnswer on_answer) {
    session_.publish({topic, payload, {}}, std::move(on_answer));
  }
  [[nodiscard]] std::unique_ptr<system::EventLoop::Timer> timer() { return loop_.timer(); }
  [[nodiscard]] const LiveTarget& target() const { return target_; }

 private:
  struct Waiting {
    Answer answer;
    std::unique_ptr<system::EventLoop::Timer> timer;
  };

  void send(const std::string& name, const std::string& payload, std::chrono::milliseconds patience, Answer answer);
  void received(const core::Message& message);
  /// Hands over the answer to a request, unless somebody else has come first.
  void answered(std::uint64_t number, const std::optional<std::string>& answer);
  [[nodiscard]] std::string topic(std::string_view name) const;

  LiveTarget target_;
  system::EventLoop loop_;
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
