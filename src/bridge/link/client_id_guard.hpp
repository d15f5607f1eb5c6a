#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "bridge/link/connection.hpp"
#include "core/mqtt/client_id_claim.hpp"
#include "core/mqtt/message.hpp"
#include "system/event_loop.hpp"
#include "system/warnings.hpp"

namespace mfp::bridge {

/// Claims the client id on the publisher's connection, before the subscriber connects with it; see
/// core::ClientIdClaim.
class ClientIdGuard {
 public:
  struct Callbacks {
    /// The client id is ours; once for each connection.
    std::function<void()> held;
    /// It is that of another process.
    std::function<void(const core::ClientIdUser& other)> taken;
  };

  /// `loop`, `publisher` and `warnings` must outlive it.
  ClientIdGuard(system::EventLoop& loop, Connection& publisher, const std::string& client_id,
                const core::ClientIdUser& self, system::Warnings& warnings, Callbacks callbacks);

  void publisher_connected();
  void publisher_gone();
  /// Whether the message was a claim.
  [[nodiscard]] bool take(const core::Message& message);
  /// Acts on what was heard. After each batch of packets.
  void settle();
  /// Takes back what is retained, so that the next process need not wait.
  void release();

 private:
  using Reaction = core::ClientIdClaim::Reaction;

  void carry_out(Reaction reaction);
  void hold();
  /// Whether the broker keeps it for those who come later.
  enum class Kept : std::uint8_t { no, yes };
  void publish(const std::string& message, Kept kept);

  system::EventLoop& loop_;
  Connection& publisher_;
  std::string client_id_;
  core::ClientIdClaim claim_;
  system::Warnings& warnings_;
  Callbacks callbacks_;
  std::unique_ptr<system::EventLoop::Timer> timer_;
  /// Those that wait for the end of the batch.
  std::vector<Reaction> reactions_;
  /// Nothing was heard on the topic yet, on this connection.
  bool is_unheard_ = false;
  /// So many connections in a row ended before anything was.
  int unheard_ends_ = 0;
};

/// `process 812 on pi, which began 2026-11-29 14:03`.
[[nodiscard]] std::string to_text(const core::ClientIdUser& user);

}  // namespace mfp::bridge
