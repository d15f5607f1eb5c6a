#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/model/edge.hpp"
#include "core/model/participant.hpp"
#include "core/msgflo/directory.hpp"
#include "core/msgflo/known_ports.hpp"

namespace mfp::core {

/// Where ports are: the queues of our own participants, and of others as they are announced or were last.
class QueueLookup {
 public:
  /// `participants` and `directory` must outlive it.
  QueueLookup(std::span<const Participant> participants, const Directory& directory, KnownPorts known);

  /// Nothing when nobody announces the port at present.
  [[nodiscard]] std::optional<std::string> announced(const PortName& port, Direction direction) const;
  /// The same, and while the participant is silent the queue that it had last: it may come back, so its edges stay.
  /// Remembers what others announce.
  [[nodiscard]] std::optional<std::string> resolve(const PortName& port, Direction direction);

  [[nodiscard]] bool is_ours(std::string_view role) const { return ours_.contains(role); }
  /// Of ports of others: where they are, or were last.
  [[nodiscard]] const KnownPorts& known_ports() const { return known_; }

 private:
  [[nodiscard]] const Participant* find_participant(std::string_view role) const;

  const Directory& directory_;
  std::unordered_map<std::string_view, const Participant*> ours_;
  KnownPorts known_;
};

}  // namespace mfp::core
