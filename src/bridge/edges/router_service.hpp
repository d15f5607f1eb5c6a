#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/edges/live_edges.hpp"
#include "bridge/link/connection.hpp"
#include "core/model/configuration.hpp"
#include "core/mqtt/message.hpp"

namespace mfp::bridge {

/// MsgFlo's router protocol, for programs that bind queues while everything runs. Requests come on
/// `/msgrouter/INSTANCE/addbinding`, `removebinding` and `listbindings`; the bindings are published on `bindings` when
/// asked for and after changes, at most once a second, and what cannot be carried out on `error`.
/// Beyond MsgFlo: `listparticipants`; and a request with a Response Topic (MQTT 5 section 4.10) has an answer of its
/// own there. An answer leaves when what was asked for is in effect and kept.
///
/// Where the router is not enabled, questions are answered and changes are refused. Several processes may then serve
/// one instance: their answers carry core::router_property, for the asker to put together, and what goes to everybody
/// is held back for a moment, and dropped when somebody else has spoken.
class RouterService {
 public:
  /// All must outlive it.
  RouterService(system::EventLoop& loop, Connection& publisher, LiveEdges& live_edges, system::Warnings& warnings);

  void configure(const core::Configuration& configuration) { configuration_ = &configuration; }
  void publisher_connected();
  void publisher_gone();
  /// Whether the message was a request.
  [[nodiscard]] bool take(const core::Message& message);
  /// Sends the answers that are due. After each batch of packets, and when something was saved.
  void settle();

 private:
  /// Where an answer goes; without a topic nobody wants one.
  struct Asker {
    std::string topic;
    core::MessageProperties properties;
  };
  struct Answer {
    Asker asker;
    std::string json;
    LiveEdges::Receipt receipt;
  };
  enum class List : std::uint8_t { bindings, participants };
  struct Question {
    Asker asker;
    List list;
  };
  using Change = core::Result<LiveEdges::Receipt> (LiveEdges::*)(const core::Binding&);

  void change(const core::Message& message, const Asker& asker, Change make);
  void list(const Asker& asker, List list);
  /// The router is not enabled.
  void refuse_change(std::string_view request, const Asker& asker);
  /// Publishes it for everybody unless somebody else does so first.
  void hold_back(std::function<void()> speak);
  void somebody_spoke() { held_back_.clear(); }
  void end_holding_back();
  [[nodiscard]] bool enabled() const { return configuration_->router.enabled; }
  void refuse(const std::string& reason, std::string_view request, const Asker& asker);
  void send(const std::string& topic, const std::string& json);
  void answer(const Asker& asker, const std::string& json);
  void send_answers();
  void answer_questions();
  [[nodiscard]] std::string text_of(List list) const;
  void tell_bindings_to_all();
  void tell_bindings_soon();
  void tell_bindings();
  [[nodiscard]] std::string topic(std::string_view name) const;

  system::EventLoop& loop_;
  Connection& publisher_;
  LiveEdges& live_edges_;
  system::Warnings& warnings_;
  const core::Configuration* configuration_ = nullptr;
  std::unique_ptr<system::EventLoop::Timer> timer_;
  std::unique_ptr<system::EventLoop::Timer> holding_timer_;
  std::vector<std::function<void()>> held_back_;
  bool holding_ = false;
  std::deque<Answer> answers_;
  std::deque<Question> questions_;
  system::EventLoop::Clock::time_point told_;
  bool telling_ = false;
};

}  // namespace mfp::bridge
