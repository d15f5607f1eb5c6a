#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <unordered_set>
#include <utility>
#include <vector>

#include "client/live_system.hpp"
#include "core/mqtt/topic.hpp"

namespace mfp::client {

/// Looks for a moment whether participants are there already: somebody speaks for them, or their devices send.
class LiveCheck {
 public:
  static constexpr std::chrono::seconds duration{2};

  /// `target.declared` are those that are looked for.
  explicit LiveCheck(LiveTarget target);

  /// Which one is there, as a sentence; nothing when none is. Errors: why nobody knows, which has been told.
  [[nodiscard]] tl::expected<std::optional<std::string>, system::ExitCode> run();

 private:
  void begin();
  void hear(const core::Message& message);
  void look_at(std::string_view role);
  void found(std::string sentence);

  LiveSystem system_;
  std::unique_ptr<system::EventLoop::Timer> end_timer_;
  std::unordered_set<std::string_view> roles_;
  /// The topics that devices send on, with the names of their ports.
  std::vector<std::pair<core::TopicFilter, std::string>> topics_;
  std::optional<std::string> found_;
};

}  // namespace mfp::client
