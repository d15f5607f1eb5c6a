#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace mfp::system {

/// One thread that waits for sockets, timers and signals. Callbacks run on the thread that called `run`.
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

  EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;
  ~EventLoop();

  [[nodiscard]] std::unique_ptr<Watch> watch(int socket, Callback readable, Callback writable);
  [[nodiscard]] std::unique_ptr<Timer> timer();
  /// Calls back at each SIGINT and SIGTERM, instead of ending the process, and at each SIGHUP.
  void on_signals(Callback terminate, Callback hang_up);
  /// Calls back from the loop, after what runs now.
  void post(Callback callback);

  /// Runs until `stop`; may run again after that.
  void run();
  void stop();
  /// Carries out what is due now, and does not wait: so that nothing is left of what is about to be destroyed.
  void run_what_is_due();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mfp::system
