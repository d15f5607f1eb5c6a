#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/msgflo/binding.hpp"
#include "core/text/result.hpp"
#include "system/disk.hpp"
#include "system/event_loop.hpp"
#include "system/worker.hpp"

namespace mfp::bridge {

/// The bindings of a router, kept in a file that is written whole or not at all, in the background. Changes that come
/// while it is written, and in the moment after it, are written together: a memory card has only so many writes.
class BindingsFile {
 public:
  using Snapshot = std::function<std::vector<core::Binding>()>;

  /// Both must outlive it.
  BindingsFile(system::EventLoop& loop, system::Worker& worker) : loop_(loop), worker_(worker), timer_(loop.timer()) {}
  BindingsFile(const BindingsFile&) = delete;
  BindingsFile& operator=(const BindingsFile&) = delete;
  ~BindingsFile() = default;

  /// The file that is kept from now on. False when another process keeps it.
  [[nodiscard]] bool open(const std::string& path);
  struct Loaded {
    std::vector<core::Binding> bindings;
    /// What a person should know of it.
    std::vector<std::string> warnings;
  };
  /// What it holds; none when there is no such file. One that is no JSON is set aside, as PATH.broken, and an element
  /// that is no binding is left out. Errors: it is there and cannot be read.
  [[nodiscard]] core::Result<Loaded> load() const;

  /// The bindings have changed: `snapshot` gives them when there is time to write, then `saved` is called.
  void save(Snapshot snapshot, std::function<void()> saved);

  /// Before the end: hands what is not yet written to the worker, which finishes its jobs.
  void finish();

  /// How many calls of `save` the file holds the outcome of.
  [[nodiscard]] std::uint64_t saved() const { return saved_; }
  [[nodiscard]] std::uint64_t asked() const { return asked_; }
  /// Why the last writing failed; empty when it did not.
  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  void write();

  system::EventLoop& loop_;
  system::Worker& worker_;
  std::string path_;
  system::FileLock lock_;
  Snapshot snapshot_;
  std::function<void()> told_;
  std::unique_ptr<system::EventLoop::Timer> timer_;
  bool writing_ = false;
  std::uint64_t asked_ = 0;
  std::uint64_t saved_ = 0;
  std::string problem_;
};

}  // namespace mfp::bridge
