#include "bridge/edges/initial_packets.hpp"

#include <set>
#include <utility>

namespace mfp::bridge {

void InitialPackets::configure(const std::vector<core::InitialPacket>& packets) {
  std::set<std::pair<std::string, core::PortName>> delivered;
  for (const Packet& packet : packets_) {
    if (packet.state == State::delivered) delivered.emplace(packet.declared->payload, packet.declared->target);
  }
  packets_.clear();
  for (const core::InitialPacket& packet : packets) {
    const bool known = delivered.contains({packet.payload, packet.target});
    packets_.push_back({&packet, known ? State::delivered : State::waiting});
  }
  // Their answers can no longer be told apart; what they carried goes out again with the rest.
  unanswered_.clear();
  due_ = true;
}

void InitialPackets::forgotten(const std::string& role) {
  for (Packet& packet : packets_) {
    if (packet.declared->target.role == role) packet.state = State::waiting;
  }
}

void InitialPackets::publisher_gone() {
  // What was not answered may not have arrived.
  for (const auto& [id, index] : std::exchange(unanswered_, {})) packets_[index].state = State::waiting;
  due_ = true;
}

void InitialPackets::send(const core::EdgeTable& edge_table) {
  if (!due_ || !publisher_.up()) return;
  due_ = false;
  for (std::size_t i = 0; i < packets_.size(); ++i) {
    if (packets_[i].state != State::waiting) continue;
    const core::PortName& target = packets_[i].declared->target;
    // One of ours listens only when its subscription stands.
    if (edge_table.is_ours(target.role) && !subscriptions_.settled()) {
      due_ = true;
    } else if (const auto queue = edge_table.queue_of(target, core::Direction::in)) {
      send(i, *queue);
    }
  }
}

void InitialPackets::send(std::size_t index, const std::string& queue) {
  Packet& packet = packets_[index];
  packet.state = State::sent;
  if (const auto sent = publisher_.client().publish({queue, packet.declared->payload, 1, false, nullptr})) {
    unanswered_.insert_or_assign(*sent, index);
  } else {
    warnings_.say("the initial packet of " + core::to_text(packet.declared->target) +
                  " cannot be sent: " + sent.error().text);
  }
}

void InitialPackets::on_delivered(std::uint16_t packet_id, std::uint8_t reason_code) {
  const auto answered = unanswered_.find(packet_id);
  if (answered == unanswered_.end()) return;
  Packet& packet = packets_[answered->second];
  if (reason_code >= 128) {
    warnings_.say("the broker refuses the initial packet of " + core::to_text(packet.declared->target) + " (reason " +
                  std::to_string(reason_code) + "); look at its access rules");
  }
  packet.state = State::delivered;
  unanswered_.erase(answered);
}

}  // namespace mfp::bridge
