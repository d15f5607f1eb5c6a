#include "system/disk.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "core/text/text.hpp"

namespace mfp::system {

namespace fs = std::filesystem;

namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int get() const { return number_; }

 private:
  int number_;
};

core::Result<void> failed(const std::string& path) {
  return core::fail("cannot write " + path + ": " + std::strerror(errno));
}

core::Result<void> write_and_sync(const std::string& path, std::string_view content) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (file.get() < 0) return failed(path);
  while (!content.empty()) {
    const ssize_t written = ::write(file.get(), content.data(), content.size());
    if (written < 0) return failed(path);
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(file.get()) == 0 ? core::Result<void>{} : failed(path);
}

std::string from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

}  // namespace

core::FileKind Disk::kind(const std::string& path) const {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  // What cannot be looked at is there for all we know: reading it tells why it cannot be.
  if (status.type() == fs::file_type::not_found) return core::FileKind::missing;
  return fs::is_directory(status) ? core::FileKind::folder : core::FileKind::file;
}

core::Result<std::string> Disk::read(const std::string& path, std::size_t most_bytes) const {
  std::ifstream file(path, std::ios::binary);
  if (!file) return core::fail("cannot be read: " + std::string(std::strerror(errno)));
  // A pipe (`/dev/stdin`) has no size beforehand, so read until the end or the limit.
  std::string content;
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (!error) content.reserve(static_cast<std::size_t>(std::min<std::uintmax_t>(size, most_bytes)) + 1);
  constexpr std::size_t chunk = 65536;
  while (file && content.size() <= most_bytes) {
    const std::size_t before = content.size();
    content.resize(before + chunk);
    file.read(content.data() + before, chunk);
    content.resize(before + static_cast<std::size_t>(file.gcount()));
  }
  if (file.bad()) return core::fail("cannot be read: " + std::string(std::strerror(errno)));
  if (content.size() > most_bytes) {
    const std::string is = error ? "is larger" : "has " + core::with_thousands(size) + " bytes";
    return core::fail(is + "; at most " + core::with_thousands(most_bytes) + " are read");
  }
  return content;
}

core::Result<std::vector<std::string>> Disk::list(const std::string& folder) const {
  std::error_code error;
  std::vector<std::string> names;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  if (error) return core::fail("cannot be listed: " + error.message());
  std::sort(names.begin(), names.end());
  return names;
}

core::Result<void> write_atomically(const std::string& path, std::string_view content) {
  const fs::path folder = fs::path(path).parent_path();
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return core::fail("cannot make the folder " + folder.string() + ": " + error.message());
  const std::string fresh = path + ".new";
  if (auto written = write_and_sync(fresh, content); !written) return written;
  if (std::rename(fresh.c_str(), path.c_str()) != 0) return failed(path);
  const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return directory.get() >= 0 && ::fsync(directory.get()) == 0 ? core::Result<void>{} : failed(path);
}

FileLock::~FileLock() {
  if (file_ >= 0) ::close(file_);
}

bool FileLock::acquire(const std::string& path) {
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  return file_ < 0 || ::flock(file_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

std::string state_folder() {
  if (std::string folder = from_environment("STATE_DIRECTORY"); !folder.empty()) return folder;
  std::string base = from_environment("XDG_STATE_HOME");
  if (base.empty()) base = from_environment("HOME") + "/.local/state";
  return base + "/msgflo-foreign-participant";
}

}  // namespace mfp::system
