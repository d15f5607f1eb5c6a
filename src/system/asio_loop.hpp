#pragma once

#include <memory>

#include "system/event_loop.hpp"

namespace mfp::system {

/// The event loop on Boost.Asio, with the machine's clock.
class AsioLoop final : public EventLoop {
 public:
  AsioLoop();
  AsioLoop(const AsioLoop&) = delete;
  AsioLoop& operator=(const AsioLoop&) = delete;
  ~AsioLoop() override;

  [[nodiscard]] Clock::time_point now() const override { return Clock::now(); }
  [[nodiscard]] std::unique_ptr<Watch> watch(int socket, Callback readable, Callback writable) override;
  [[nodiscard]] std::unique_ptr<Timer> timer() override;
  void on_signals(Callback terminate, Callback hang_up) override;
  void post(Callback callback) override;

  void run() override;
  void stop() override;
  void run_what_is_due() override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mfp::system
