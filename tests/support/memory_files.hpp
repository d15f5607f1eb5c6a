#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/file_source.hpp"
#include "core/text/text.hpp"

namespace mfp::test {

/// Files for tests without a disk: names and texts in a map. Folders are there when a file is in them.
/// It also records which files were read.
class MemoryFiles : public core::FileSource {
 public:
  void add(const std::string& path, std::string text) { files_[path] = std::move(text); }

  /// Such a file exists, but reading it fails.
  void add_unreadable(const std::string& path) {
    files_[path];
    unreadable_ = path;
  }

  /// Takes in all files in and below a folder of the disk under their names relative to `seen_from`.
  void add_folder(const std::filesystem::path& folder, const std::filesystem::path& seen_from) {
    for (const auto& found : std::filesystem::recursive_directory_iterator(folder)) {
      if (!found.is_regular_file()) continue;
      std::ifstream stream(found.path(), std::ios::binary);
      add(found.path().lexically_relative(seen_from).string(), {std::istreambuf_iterator<char>(stream), {}});
    }
  }

  [[nodiscard]] core::FileKind kind(const std::string& path) const override {
    if (files_.contains(normal(path))) return core::FileKind::file;
    const std::string prefix = normal(path) + '/';
    const auto below = files_.lower_bound(prefix);
    const bool folder = below != files_.end() && below->first.starts_with(prefix);
    return folder ? core::FileKind::folder : core::FileKind::missing;
  }

  [[nodiscard]] core::Result<std::string> read(const std::string& path, std::size_t most_bytes) const override {
    reads_.push_back(path);
    const auto found = files_.find(normal(path));
    if (found == files_.end() || path == unreadable_) return core::fail("cannot be read: permission denied");
    if (found->second.size() > most_bytes) {
      return core::fail("has " + core::with_thousands(found->second.size()) + " bytes; at most " +
                        core::with_thousands(most_bytes) + " are read");
    }
    return found->second;
  }

  [[nodiscard]] core::Result<std::vector<std::string>> list(const std::string& folder) const override {
    std::vector<std::string> names;
    const std::string prefix = normal(folder) == "." ? "" : normal(folder) + '/';
    for (auto file = files_.lower_bound(prefix); file != files_.end() && file->first.starts_with(prefix); ++file) {
      const std::string rest = file->first.substr(prefix.size());
      const std::string name = rest.substr(0, rest.find('/'));
      if (names.empty() || names.back() != name) names.push_back(name);
    }
    return names;
  }

  [[nodiscard]] const std::vector<std::string>& reads() const { return reads_; }

 private:
  static std::string normal(const std::string& path) { return std::filesystem::path(path).lexically_normal().string(); }

  std::map<std::string, std::string> files_;
  std::string unreadable_;
  mutable std::vector<std::string> reads_;
};

}  // namespace mfp::test
