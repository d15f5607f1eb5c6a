// The only file that knows Boost.Asio.
#include "system/asio_loop.hpp"

#include <sys/signalfd.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <cstdint>
#include <utility>

namespace mfp::system {

namespace asio = boost::asio;

using Descriptor = asio::posix::stream_descriptor;

struct AsioLoop::State {
  // One thread: Asio may leave out its locks.
  asio::io_context context{1};
  asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
  /// Signals are read from a descriptor like messages: a handler would run between any two instructions.
  Descriptor signals{context};
};

namespace {

using boost::system::error_code;

class SocketWatch final : public EventLoop::Watch {
 public:
  SocketWatch(asio::io_context& context, int socket, EventLoop::Callback readable, EventLoop::Callback writable)
      : descriptor_(context, socket),
        readable_(std::make_shared<Direction>(Direction{std::move(readable)})),
        writable_(std::make_shared<Direction>(Direction{std::move(writable)})) {}
  ~SocketWatch() override {
    readable_->watched = false;
    writable_->watched = false;
    // The socket belongs to somebody else: let go of it, do not close it.
    descriptor_.release();
  }

  void await_readable() override { await(Descriptor::wait_read, readable_); }
  void await_writable() override { await(Descriptor::wait_write, writable_); }

 private:
  /// Shared with the handler under way, since a callback may destroy the watch.
  struct Direction {
    EventLoop::Callback callback;
    bool waiting = false;
    bool watched = true;
  };

  void await(Descriptor::wait_type type, const std::shared_ptr<Direction>& direction) {
    if (std::exchange(direction->waiting, true)) return;
    descriptor_.async_wait(type, [direction](const error_code&) {
      if (!direction->watched) return;
      direction->waiting = false;
      direction->callback();
    });
  }

  Descriptor descriptor_;
  std::shared_ptr<Direction> readable_;
  std::shared_ptr<Direction> writable_;
};

class AsioTimer final : public EventLoop::Timer {
 public:
  explicit AsioTimer(asio::io_context& context) : timer_(context) {}
  ~AsioTimer() override { ++*setting_; }

  void set(EventLoop::Clock::time_point when, EventLoop::Callback callback) override {
    const unsigned mine = ++*setting_;
    timer_.expires_at(when);
    // A handler that is already queued cannot be cancelled, so each setting has a number.
    timer_.async_wait([setting = setting_, mine, callback = std::move(callback)](const error_code&) {
      if (*setting == mine) callback();
    });
  }
  void cancel() override {
    ++*setting_;
    timer_.cancel();
  }

 private:
  asio::steady_timer timer_;
  std::shared_ptr<unsigned> setting_ = std::make_shared<unsigned>(0);
};

using SignalCallback = std::function<void(std::uint32_t)>;

void await_signal(Descriptor& signals, SignalCallback callback) {
  signals.async_wait(Descriptor::wait_read, [&signals, callback = std::move(callback)](const error_code& error) {
    if (error) return;
    signalfd_siginfo signal{};
    while (::read(signals.native_handle(), &signal, sizeof signal) == static_cast<ssize_t>(sizeof signal)) {
      callback(signal.ssi_signo);
    }
    await_signal(signals, callback);
  });
}

}  // namespace

AsioLoop::AsioLoop() : state_(std::make_unique<State>()) {}
AsioLoop::~AsioLoop() = default;

std::unique_ptr<EventLoop::Watch> AsioLoop::watch(int socket, Callback readable, Callback writable) {
  return std::make_unique<SocketWatch>(state_->context, socket, std::move(readable), std::move(writable));
}

std::unique_ptr<EventLoop::Timer> AsioLoop::timer() { return std::make_unique<AsioTimer>(state_->context); }

void AsioLoop::on_signals(Callback terminate, Callback hang_up) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGHUP);
  const int descriptor = signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
  // Without one, for want of descriptors, they end the process as they always do.
  if (descriptor < 0) return;
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  state_->signals.assign(descriptor);
  await_signal(state_->signals, [terminate = std::move(terminate), hang_up = std::move(hang_up)](std::uint32_t signal) {
    signal == SIGHUP ? hang_up() : terminate();
  });
}

void AsioLoop::post(Callback callback) { asio::post(state_->context, std::move(callback)); }

void AsioLoop::run() {
  state_->context.run();
  // Afterwards, since it may have been stopped before it ran.
  state_->context.restart();
}

void AsioLoop::run_what_is_due() {
  state_->context.poll();
  state_->context.restart();
}

void AsioLoop::stop() { state_->context.stop(); }

}  // namespace mfp::system
