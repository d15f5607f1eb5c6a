#pragma once

#include <functional>
#include <memory>
#include <string>

#include "bridge/link/connection.hpp"
#include "core/msgflo/directory.hpp"
#include "system/event_loop.hpp"
#include "system/warnings.hpp"

namespace mfp::bridge {

/// Who else is announced: listens to discovery messages, and forgets who has been silent for too long.
class Strangers {
 public:
  using Told = std::function<void(const std::string& role)>;

  /// `loop`, `publisher` and `warnings` must outlive it. `changed` is called with who is new or has other ports,
  /// `forgotten` with who is silent.
  Strangers(system::EventLoop& loop, Connection& publisher, system::Warnings& warnings, Told changed, Told forgotten);

  /// While the publisher is up: from now on.
  void listen();
  void publisher_gone();
  /// One of them is announced.
  void hear(core::Participant participant);

  [[nodiscard]] const core::Directory& directory() const { return directory_; }

 private:
  void forget_later();

  system::EventLoop& loop_;
  Connection& publisher_;
  system::Warnings& warnings_;
  Told changed_;
  Told forgotten_;
  core::Directory directory_;
  std::unique_ptr<system::EventLoop::Timer> timer_;
  bool listening_ = false;
};

}  // namespace mfp::bridge
