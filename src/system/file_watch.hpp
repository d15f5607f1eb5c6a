#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>

#include "system/event_loop.hpp"

namespace mfp::system {

/// Tells when one of some files changes, appears or goes, or one of their folders does: also when an editor writes a
/// new file and renames it over the old one. Changes in quick succession are told once, after a moment of quiet.
class FileWatch {
 public:
  static constexpr std::chrono::milliseconds quiet_time{100};

  FileWatch(EventLoop& loop, EventLoop::Callback changed);
  FileWatch(const FileWatch&) = delete;
  FileWatch& operator=(const FileWatch&) = delete;
  ~FileWatch();

  /// Watches these paths beside those that it watches already. Of a folder, its YAML files count. Paths that do not
  /// exist yet are watched as well, as long as their folder does.
  void add(const std::set<std::string>& paths);

 private:
  void watch_way(const std::filesystem::path& way);
  void watch_folder(const std::string& folder, const std::string& name);
  void read_events();

  EventLoop& loop_;
  int inotify_;
  EventLoop::Callback changed_;
  std::unique_ptr<EventLoop::Watch> watch_;
  std::unique_ptr<EventLoop::Timer> timer_;
  /// By inotify's number of a folder: the names in it that count; an empty one stands for all YAML files.
  std::unordered_map<int, std::set<std::string>> names_;
};

}  // namespace mfp::system
