#include "system/file_watch.hpp"

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <utility>

namespace mfp::system {

namespace fs = std::filesystem;

FileWatch::FileWatch(EventLoop& loop, EventLoop::Callback changed)
    : inotify_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)), changed_(std::move(changed)), timer_(loop.timer()) {
  // Without one, for want of descriptors, SIGHUP still works.
  if (inotify_ < 0) return;
  watch_ = loop.watch(
      inotify_, [this] { read_events(); }, [] {});
  watch_->await_readable();
}

FileWatch::~FileWatch() {
  watch_.reset();
  if (inotify_ >= 0) ::close(inotify_);
}

void FileWatch::add(const std::set<std::string>& paths) {
  for (const std::string& path : paths) {
    std::error_code error;
    if (fs::is_directory(path, error)) {
      watch_folder(path, {});
      continue;
    }
    // The name may be a link to the file proper, and either may be exchanged.
    watch_folder(fs::path(path).parent_path().string(), fs::path(path).filename().string());
    const fs::path whole = fs::canonical(path, error);
    if (!error) watch_folder(whole.parent_path().string(), whole.filename().string());
  }
}

void FileWatch::watch_folder(const std::string& folder, const std::string& name) {
  constexpr std::uint32_t events =
      IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ATTRIB | IN_ONLYDIR;
  const int number = ::inotify_add_watch(inotify_, folder.empty() ? "." : folder.c_str(), events);
  if (number >= 0) names_[number].insert(name);
}

void FileWatch::read_events() {
  alignas(inotify_event) std::array<char, 65536> buffer{};
  bool counts = false;
  for (ssize_t size = 0; (size = ::read(inotify_, buffer.data(), buffer.size())) > 0;) {
    for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
      inotify_event event{};
      std::memcpy(&event, buffer.data() + at, sizeof event);
      const std::string name(event.len > 0 ? buffer.data() + at + sizeof event : "");
      at += sizeof event + event.len;
      const auto folder = names_.find(event.wd);
      const bool lost = (event.mask & IN_Q_OVERFLOW) != 0;
      counts |= lost || (folder != names_.end() && (folder->second.contains("") || folder->second.contains(name)));
    }
  }
  watch_->await_readable();
  if (counts) timer_->set(EventLoop::Clock::now() + quiet_time, [this] { changed_(); });
}

}  // namespace mfp::system
