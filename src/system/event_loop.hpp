#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace mfp::system {

/// One thread that waits for sockets, timers and signals. Callbacks run on the thread that called `run`. An interface,
/// so that a test can turn the clock.
class EventLoop {
 public:
  using Callback = std::function<void()>;
  using Clock = std::chrono::steady_clock;

  /// Waits for one socket, which somebody else owns and closes after the watch is gone.
  class Watch {
   public:
    Watch() = default;
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    virtual ~Watch() = default;

    /// Calls back once when there is something to read, or the other side has closed. Again only after another call.
    virtual void await_readable() = 0;
    /// Calls back once when there is room to write.
    virtual void await_writable() = 0;
  };

  /// Calls back once at a time. Setting it anew forgets the former time.
  class Timer {
   public:
    Timer() = default;
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;
    virtual ~Timer() = default;

    virtual void set(Clock::time_point when, Callback callback) = 0;
    virtual void cancel() = 0;
  };

  EventLoop() = default;
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;
  virtual ~EventLoop() = default;

  /// The time that timers go by.
  [[nodiscard]] virtual Clock::time_point now() const = 0;
  [[nodiscard]] virtual std::unique_ptr<Watch> watch(int socket, Callback readable, Callback writable) = 0;
  [[nodiscard]] virtual std::unique_ptr<Timer> timer() = 0;
  /// Calls back at each SIGINT and SIGTERM, instead of ending the process, and at each SIGHUP.
  virtual void on_signals(Callback terminate, Callback hang_up) = 0;
  /// Calls back from the loop, after what runs now.
  virtual void post(Callback callback) = 0;

  /// Runs until `stop`; may run again after that.
  virtual void run() = 0;
  virtual void stop() = 0;
  /// Carries out what is due now, and does not wait: so that nothing is left of what is about to be destroyed.
  virtual void run_what_is_due() = 0;
};

}  // namespace mfp::system
