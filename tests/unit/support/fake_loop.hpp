#pragma once

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

#include "system/event_loop.hpp"

namespace mfp::test {

/// An event loop whose clock stands still until the test turns it. Sockets are real ones: a test may wait for what
/// another thread or a fake client does.
class FakeLoop final : public system::EventLoop {
 public:
  [[nodiscard]] Clock::time_point now() const override { return now_; }
  [[nodiscard]] std::unique_ptr<Watch> watch(int socket, Callback readable, Callback writable) override {
    auto watched = std::make_shared<Watched>(Watched{socket, {std::move(readable)}, {std::move(writable)}});
    watched_.push_back(watched);
    return std::make_unique<FakeWatch>(std::move(watched));
  }
  [[nodiscard]] std::unique_ptr<Timer> timer() override {
    auto setting = std::make_shared<Setting>();
    settings_.push_back(setting);
    return std::make_unique<FakeTimer>(std::move(setting));
  }
  void on_signals(Callback on_terminate, Callback on_hang_up) override {
    terminate = std::move(on_terminate);
    hang_up = std::move(on_hang_up);
  }
  void post(Callback callback) override { posted_.push_back(std::move(callback)); }

  void run() override {
    while (!stopped_) {
      if (!take_turn(Wait::no) && !(idle && idle())) take_turn(Wait::until_something_happens);
    }
    stopped_ = false;
  }
  void stop() override { stopped_ = true; }
  void run_what_is_due() override {
    while (!stopped_ && take_turn(Wait::no)) {
    }
    stopped_ = false;
  }

  /// Runs until it is so; it must come from a socket or from what is posted, since time stands still.
  void run_until(const std::function<bool()>& reached) {
    while (!reached()) take_turn(Wait::until_something_happens);
  }
  /// Turns the clock. Timers are called back in their order, each at its own time, and what they post; sockets are not
  /// looked at.
  void pass(Clock::duration time) {
    const Clock::time_point end = now_ + time;
    call_posted();
    while (call_timer(end)) call_posted();
    now_ = end;
  }

  /// Called by `run` when nothing is due. Gives whether it did something; otherwise sockets are waited for.
  std::function<bool()> idle;
  /// As the signals do; see on_signals.
  Callback terminate;
  Callback hang_up;

 private:
  enum class Wait : std::uint8_t { no, until_something_happens };
  /// In milliseconds: a test that waits in vain fails.
  static constexpr int longest_wait = 60'000;

  struct Direction {
    Callback callback;
    bool awaited = false;
  };
  struct Watched {
    int socket = -1;
    Direction readable;
    Direction writable;
  };
  class FakeWatch final : public Watch {
   public:
    explicit FakeWatch(std::shared_ptr<Watched> watched) : watched_(std::move(watched)) {}
    ~FakeWatch() override { watched_->readable.awaited = watched_->writable.awaited = false; }
    void await_readable() override { watched_->readable.awaited = true; }
    void await_writable() override { watched_->writable.awaited = true; }

   private:
    std::shared_ptr<Watched> watched_;
  };

  struct Setting {
    Clock::time_point when;
    Callback callback;
  };
  class FakeTimer final : public Timer {
   public:
    explicit FakeTimer(std::shared_ptr<Setting> setting) : setting_(std::move(setting)) {}
    void set(Clock::time_point when, Callback callback) override { *setting_ = {when, std::move(callback)}; }
    void cancel() override { setting_->callback = nullptr; }

   private:
    std::shared_ptr<Setting> setting_;
  };

  /// False when nothing was due.
  bool take_turn(Wait wait) {
    const bool called = call_timer(now_) || call_posted();
    return call_sockets(called ? Wait::no : wait) || called;
  }

  /// The first one that is due by then; false when there is none.
  bool call_timer(Clock::time_point end) {
    std::erase_if(settings_, [](const auto& setting) { return setting.expired(); });
    std::shared_ptr<Setting> first;
    for (const auto& entry : settings_) {
      const auto setting = entry.lock();
      if (setting->callback && setting->when <= end && (!first || setting->when < first->when)) first = setting;
    }
    if (!first) return false;
    now_ = std::max(now_, first->when);
    std::exchange(first->callback, nullptr)();
    return true;
  }

  /// What they post comes at the next turn.
  bool call_posted() {
    const auto posted = std::exchange(posted_, {});
    for (const Callback& callback : posted) callback();
    return !posted.empty();
  }

  bool call_sockets(Wait wait) {
    std::erase_if(watched_, [](const auto& watched) { return watched.expired(); });
    std::vector<std::shared_ptr<Watched>> watched;
    std::vector<pollfd> sockets;
    for (const auto& entry : watched_) {
      watched.push_back(entry.lock());
      const auto& [socket, readable, writable] = *watched.back();
      const int events = (readable.awaited ? POLLIN : 0) | (writable.awaited ? POLLOUT : 0);
      sockets.push_back({events == 0 ? -1 : socket, static_cast<short>(events), 0});
    }
    const int limit = wait == Wait::no ? 0 : longest_wait;
    const bool some = ::poll(sockets.data(), sockets.size(), limit) > 0;
    if (!some && wait != Wait::no) throw std::runtime_error("what the loop waits for does not come");
    if (!some) return false;
    for (std::size_t i = 0; i < sockets.size(); ++i) {
      if ((sockets[i].revents & ~POLLOUT) != 0) call(watched[i]->readable);
      if ((sockets[i].revents & POLLOUT) != 0) call(watched[i]->writable);
    }
    return true;
  }

  /// Not awaited any more when a callback before has destroyed the watch.
  static void call(Direction& direction) {
    if (std::exchange(direction.awaited, false)) direction.callback();
  }

  /// Any time but the first one, which a clock shows never again.
  Clock::time_point now_ = Clock::time_point() + std::chrono::hours(1);
  std::deque<Callback> posted_;
  std::vector<std::weak_ptr<Setting>> settings_;
  std::vector<std::weak_ptr<Watched>> watched_;
  bool stopped_ = false;
};

}  // namespace mfp::test
