#pragma once

#include <string>
#include <vector>

#include "core/text/result.hpp"

namespace mfp::core {

enum class FileKind { missing, file, folder };

/// The files that a declaration is read from. The program reads the disk, tests read a map.
class FileSource {
 public:
  FileSource() = default;
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  virtual ~FileSource() = default;

  [[nodiscard]] virtual FileKind kind(const std::string& path) const = 0;
  /// The whole file. Files of more than `most_bytes` are refused unread, with a message that names both sizes.
  [[nodiscard]] virtual Result<std::string> read(const std::string& path, std::size_t most_bytes) const = 0;
  /// The names in a folder, without the folder, sorted by bytes.
  [[nodiscard]] virtual Result<std::vector<std::string>> list(const std::string& folder) const = 0;
};

}  // namespace mfp::core
