#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/file_source.hpp"
#include "declaration/document.hpp"
#include "declaration/report.hpp"

namespace mfp::declaration {

/// The definitions that lie in a folder or, by their maker, in a folder below it, as `use` names them: `tasmota/plug`.
[[nodiscard]] std::vector<std::string> definition_names(const core::FileSource& source, const std::string& folder);

/// Finds and keeps component definitions: a file that many roles use is read once.
class Library {
 public:
  /// `folders` are looked in after `participants/` beside the file that uses a definition. `names` receives the name
  /// of each file that is read. All must outlive the library.
  Library(const core::FileSource& source, const std::vector<std::string>& folders, std::vector<std::string>& names)
      : source_(source), folders_(folders), names_(names) {}

  /// The definition at a path; without nodes when it could not be read, which has been reported then.
  /// Null when the file itself cannot be read: `why_not` says why.
  const Document* open(const std::string& path, Report& report, std::string& why_not);

  /// A definition that the user named by its path. Most lie in their maker's folder, so what they extend by name is
  /// looked for in the folder above it too.
  void add_named_by_path(const std::string& path);

  /// Where the definition lies that `use: wanted` names in `file`. Errors: the places that were looked in and, when
  /// there is one, the nearest name.
  [[nodiscard]] core::Result<std::string> find(const std::string& wanted, const std::string& file);

 private:
  [[nodiscard]] std::vector<std::string> folders_for(const std::string& file) const;
  [[nodiscard]] core::Result<std::string> look_up(const std::string& name, const std::string& file);
  [[nodiscard]] std::string hint(const std::string& name, const std::string& file);
  const std::vector<std::string>& names_in(const std::string& folder);

  const core::FileSource& source_;
  const std::vector<std::string>& folders_;
  std::vector<std::string>& names_;
  std::unordered_map<std::string, std::unique_ptr<Document>> documents_;
  /// By folder and wanted name: thousands of devices use the same few definitions.
  std::unordered_map<std::string, core::Result<std::string>> found_;
  std::unordered_map<std::string, std::vector<std::string>> names_by_folder_;
  /// By path: the folder in which a definition was found by its name, where those that it extends lie too.
  std::unordered_map<std::string, std::string> roots_;
};

}  // namespace mfp::declaration
