#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "bridge/link/connection.hpp"
#include "bridge/relay/subscriptions.hpp"
#include "core/model/edge.hpp"
#include "core/routing/edge_table.hpp"
#include "system/warnings.hpp"

namespace mfp::bridge {

/// Sends the initial packets of the graph: each once, as soon as its queue is known, and again where the broker did not
/// answer.
class InitialPackets {
 public:
  /// All must outlive it.
  InitialPackets(Connection& publisher, const Subscriptions& subscriptions, system::Warnings& warnings)
      : publisher_(publisher), subscriptions_(subscriptions), warnings_(warnings) {}

  /// The packets from now on, which must live until the next ones are there.
  void configure(const std::vector<core::InitialPacket>& packets);
  /// Queues have become known.
  void look_again() { due_ = true; }
  /// When that participant comes back it begins anew, and needs its packets again.
  void forgotten(const std::string& role);
  void publisher_gone();
  /// What can be sent and was not.
  void send(const core::EdgeTable& edge_table);
  void on_delivered(std::uint16_t packet_id, std::uint8_t reason_code);

 private:
  enum class State : std::uint8_t { waiting, sent, delivered };
  struct Packet {
    const core::InitialPacket* declared;
    State state = State::waiting;
  };

  void send(std::size_t index, const std::string& queue);

  Connection& publisher_;
  const Subscriptions& subscriptions_;
  system::Warnings& warnings_;
  std::vector<Packet> packets_;
  /// By the identifier of its PUBLISH: the index of the packet.
  std::unordered_map<std::uint16_t, std::size_t> unanswered_;
  bool due_ = true;
};

}  // namespace mfp::bridge
