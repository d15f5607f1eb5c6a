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

namespace {

/// Of a folder's files those of editors do not count, nor what is no YAML.
bool counts_in(const std::set<std::string>& names, const std::string& name) {
  if (names.contains(name)) return true;
  return names.contains("") && !name.starts_with('.') && (name.ends_with(".yaml") || name.ends_with(".yml"));
}

}  // namespace

FileWatch::FileWatch(EventLoop& loop, EventLoop::Callback changed)
    : loop_(loop),
      inotify_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)),
      changed_(std::move(changed)),
      timer_(loop.timer()) {
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
    if (fs::is_directory(path, error)) watch_folder(path, {});
    // The name may be a link to the file proper, and so may be each folder on the way; any of them may be exchanged.
    for (const fs::path& way : {fs::absolute(path, error), fs::canonical(path, error)}) watch_way(way);
  }
}

void FileWatch::watch_way(const std::filesystem::path& way) {
  for (fs::path part = way; part.has_relative_path(); part = part.parent_path()) {
    std::error_code error;
    const bool may_be_exchanged = part == way || fs::is_symlink(part, error) || part == way.parent_path();
    if (may_be_exchanged) watch_folder(part.parent_path().string(), part.filename().string());
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
      counts |= lost || (folder != names_.end() && counts_in(folder->second, name));
    }
  }
  watch_->await_readable();
  if (counts) timer_->set(loop_.now() + quiet_time, [this] { changed_(); });
}

}  // namespace mfp::system
