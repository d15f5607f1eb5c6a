#pragma once

#include <string>
#include <string_view>

#include "core/text/file_source.hpp"

namespace mfp::system {

/// The files of this machine.
class Disk final : public core::FileSource {
 public:
  [[nodiscard]] core::FileKind kind(const std::string& path) const override;
  [[nodiscard]] core::Result<std::string> read(const std::string& path, std::size_t most_bytes) const override;
  [[nodiscard]] core::Result<std::vector<std::string>> list(const std::string& folder) const override;
};

/// Writes a file whole or not at all, also through a power cut: a new file is written, synced and renamed over it.
/// The folder is made when it is missing.
[[nodiscard]] core::Result<void> write_atomically(const std::string& path, std::string_view content);

/// Held while this process runs; the kernel lets go of it however the process ends.
class FileLock {
 public:
  FileLock() = default;
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock();

  /// False when another process holds the lock. Where the file cannot be made there is nothing to hold, and no
  /// process is kept from running.
  [[nodiscard]] bool acquire(const std::string& path);

 private:
  int file_ = -1;
};

/// Where the program keeps what it must remember: `$STATE_DIRECTORY` (systemd), else
/// `$XDG_STATE_HOME/msgflo-foreign-participant`, else the same below `~/.local/state`.
[[nodiscard]] std::string state_folder();

}  // namespace mfp::system
