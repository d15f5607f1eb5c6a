#pragma once

#include <functional>
#include <memory>
#include <string>

#include "system/event_loop.hpp"

namespace mfp::system {

/// Does what would keep the event loop waiting, such as writing to a disk, on a thread of its own: one job after
/// another, in their order. The thread begins with the first job.
class Worker {
 public:
  using Job = std::function<void()>;

  explicit Worker(EventLoop& loop);
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  /// Waits until all jobs are done; their `done` is not called any more.
  ~Worker();

  /// `job` runs on the worker's thread and must not throw; after it `done` runs on the event loop's.
  void run(Job job, EventLoop::Callback done);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Writes a file as write_atomically does, beside the event loop. `content` is called on the worker's thread, `done` on
/// the loop's, with what went wrong, or an empty text.
void write_in_background(Worker& worker, std::string path, std::function<std::string()> content,
                         std::function<void(const std::string& problem)> done);

}  // namespace mfp::system
