#include "system/worker.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "system/disk.hpp"

namespace mfp::system {

struct Worker::State {
  struct Task {
    Job job;
    EventLoop::Callback done;
  };

  explicit State(EventLoop& event_loop) : loop(event_loop), signal(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    watch.reset();
    if (signal >= 0) ::close(signal);
  }

  /// The worker's thread: until it is told to stop and nothing is left.
  void work() {
    std::unique_lock lock(mutex);
    for (;;) {
      wake.wait(lock, [this] { return stopping || !waiting.empty(); });
      if (waiting.empty()) return;
      Task task = std::move(waiting.front());
      waiting.pop_front();
      lock.unlock();
      task.job();
      lock.lock();
      finished.push_back(std::move(task));
      const std::uint64_t one = 1;
      // Full only when the loop has been told four billion times and more.
      (void)!::write(signal, &one, sizeof one);
    }
  }

  /// The event loop's thread.
  void tell_finished() {
    std::uint64_t count = 0;
    (void)!::read(signal, &count, sizeof count);
    watch->await_readable();
    std::deque<Task> tasks;
    {
      const std::lock_guard lock(mutex);
      tasks.swap(finished);
    }
    for (const Task& task : tasks) task.done();
  }

  EventLoop& loop;
  int signal;
  std::unique_ptr<EventLoop::Watch> watch;
  std::mutex mutex;
  std::condition_variable wake;
  std::deque<Task> waiting;
  std::deque<Task> finished;
  bool stopping = false;
  std::thread thread;
};

Worker::Worker(EventLoop& loop) : state_(std::make_unique<State>(loop)) {}

Worker::~Worker() {
  if (!state_->thread.joinable()) return;
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
  }
  state_->wake.notify_one();
  state_->thread.join();
}

void Worker::run(Job job, EventLoop::Callback done) {
  State& state = *state_;
  if (state.signal < 0) {
    // For want of a descriptor: at once, and the loop waits.
    job();
    return state.loop.post(std::move(done));
  }
  if (!state.thread.joinable()) {
    state.watch = state.loop.watch(
        state.signal, [&state] { state.tell_finished(); }, [] {});
    state.watch->await_readable();
    state.thread = std::thread([&state] { state.work(); });
  }
  {
    const std::lock_guard lock(state.mutex);
    state.waiting.push_back({std::move(job), std::move(done)});
  }
  state.wake.notify_one();
}

void write_in_background(Worker& worker, std::string path, std::function<std::string()> content,
                         std::function<void(const std::string& problem)> done) {
  const auto problem = std::make_shared<std::string>();
  worker.run(
      [path = std::move(path), content = std::move(content), problem] {
        if (const auto written = write_atomically(path, content()); !written) *problem = written.error().message;
      },
      [problem, done = std::move(done)] { done(*problem); });
}

}  // namespace mfp::system
