#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "client/live_participant.hpp"

namespace mfp::client {

/// The ports that queues belong to. Points into the participants that it was made from.
class QueueNames {
 public:
  explicit QueueNames(const LiveParticipants& participants);

  /// A queue as one end of a binding. Without a participant it is nobody's.
  struct Place {
    std::string_view queue;
    const core::Participant* participant = nullptr;
    const core::Port* port = nullptr;

    /// `heater.TEMPERATURE`, else the queue.
    [[nodiscard]] std::string text() const;
  };

  /// The outport that sends there, else the inport that listens there: a binding may pass on what an inport gets.
  [[nodiscard]] Place source(std::string_view queue) const { return find(queue, outports_, inports_); }
  [[nodiscard]] Place target(std::string_view queue) const { return find(queue, inports_, outports_); }

 private:
  using Places = std::unordered_map<std::string_view, Place>;

  static Place find(std::string_view queue, const Places& first, const Places& second);

  Places inports_;
  Places outports_;
};

}  // namespace mfp::client
