#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/model/relay.hpp"

namespace mfp::client {

/// Knows which of the declared ports skip a message, since a step of theirs passes nothing on for it.
class SkipWatch {
 public:
  using Tell = std::function<void(const core::Relay& relay, const std::string& reason)>;

  /// `participants` must outlive it.
  explicit SkipWatch(std::span<const core::Participant> participants);

  /// Calls `tell` for each port that takes messages of the filter and skips this one; not for messages that `where`
  /// says are another device's.
  void look_at(std::string_view filter, std::string_view payload, const Tell& tell) const;

 private:
  /// Those with steps, by what they are subscribed to.
  std::unordered_map<std::string_view, std::vector<core::Relay>> relays_;
};

}  // namespace mfp::client
