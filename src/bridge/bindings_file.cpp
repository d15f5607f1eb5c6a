#include "bridge/bindings_file.hpp"

#include <cstdio>
#include <utility>

namespace mfp::bridge {

namespace {

constexpr std::chrono::milliseconds between_writes{25};
constexpr std::size_t largest_file = std::size_t{512} * 1024 * 1024;

}  // namespace

bool BindingsFile::open(const std::string& path) {
  path_ = path;
  return lock_.acquire(path + ".lock");
}

core::Result<std::vector<core::Binding>> BindingsFile::load() const {
  const system::Disk disk;
  if (disk.kind(path_) == core::FileKind::missing) return std::vector<core::Binding>{};
  auto content = disk.read(path_, largest_file);
  auto bindings = content ? core::read_bindings(*content) : tl::unexpected(content.error());
  if (bindings) return bindings;
  const std::string aside = path_ + ".broken";
  const bool moved = std::rename(path_.c_str(), aside.c_str()) == 0;
  return core::fail(path_ + ' ' + bindings.error().message + "; going on without bindings" +
                    (moved ? ", the file is now " + aside : ""));
}

void BindingsFile::save(Snapshot snapshot, std::function<void()> saved) {
  ++asked_;
  snapshot_ = std::move(snapshot);
  told_ = std::move(saved);
  if (!writing_) write();
}

void BindingsFile::write() {
  writing_ = true;
  const auto failure = std::make_shared<std::string>();
  worker_.run(
      [path = path_, bindings = snapshot_(), failure] {
        if (auto written = system::write_atomically(path, core::to_json(bindings)); !written) {
          *failure = written.error().message;
        }
      },
      [this, state = asked_, failure] {
        saved_ = state;
        problem_ = *failure;
        timer_->set(system::EventLoop::Clock::now() + between_writes, [this] {
          writing_ = false;
          if (asked_ != saved_) write();
        });
        told_();
      });
}

void BindingsFile::finish() {
  if (saved_ == asked_) return;
  worker_.run([path = path_, bindings = snapshot_()] { (void)system::write_atomically(path, core::to_json(bindings)); },
              [] {});
}

}  // namespace mfp::bridge
