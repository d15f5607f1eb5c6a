#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

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
  using Change = core::Result<LiveEdges::Receipt> (LiveEdges::*)(const core::Binding&);

  void change(const core::Message& message, const Asker& asker, Change make);
  void list(const Asker& asker);
  void refuse(const std::string& reason, std::string_view request, const Asker& asker);
  void send(const std::string& topic, const std::string& json);
  void answer(const Asker& asker, const std::string& json);
  void send_answers();
  void send_lists();
  void tell_bindings_soon();
  void tell_bindings();
  [[nodiscard]] std::string topic(std::string_view name) const;

  Connection& publisher_;
  LiveEdges& live_edges_;
  system::Warnings& warnings_;
  const core::Configuration* configuration_ = nullptr;
  std::unique_ptr<system::EventLoop::Timer> timer_;
  std::deque<Answer> answers_;
  std::deque<Asker> lists_;
  system::EventLoop::Clock::time_point told_;
  bool telling_ = false;
};

}  // namespace mfp::bridge
