#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/text/file_source.hpp"
#include "declaration/yaml/document.hpp"
#include "declaration/yaml/report.hpp"

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

  /// Who names a definition: a device that uses it, or a definition that extends it.
  enum class Asker : std::uint8_t { device, definition };

  /// Where the definition lies that `wanted` names in `file`. What a definition extends is looked for in the library
  /// that it lies in too, and at last beside it; that depends on its own place only, never on who uses it. Errors: the
  /// places that were looked in and, when there is one, the nearest name.
  [[nodiscard]] core::Result<std::string> find(const std::string& wanted, const std::string& file, Asker asker);

 private:
  using Folders = std::vector<std::string>;
  [[nodiscard]] Folders folders_for(const std::string& folder, Asker asker) const;
  [[nodiscard]] std::string root_of(const std::string& folder) const;
  [[nodiscard]] core::Result<std::string> look_up(const std::string& name, const Folders& folders) const;
  [[nodiscard]] std::string hint(const std::string& name, const std::string& folder, const Folders& folders);
  const std::vector<std::string>& names_in(const std::string& folder);

  const core::FileSource& source_;
  const std::vector<std::string>& folders_;
  std::vector<std::string>& names_;
  std::unordered_map<std::string, std::unique_ptr<Document>> documents_;
  /// By folder, asker and wanted name: thousands of devices use the same few definitions.
  std::unordered_map<std::string, core::Result<std::string>> found_;
  std::unordered_map<std::string, std::vector<std::string>> names_by_folder_;
};

}  // namespace mfp::declaration
