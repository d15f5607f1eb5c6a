#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/broker_settings.hpp"
#include "core/diagnostic.hpp"
#include "core/file_source.hpp"
#include "core/participant.hpp"

namespace mfp::declaration {

/// `--role ROLE:FILE`: one participant, made from a component definition.
struct RoleFile {
  std::string role;
  std::string file;
};

/// What the user names on the command line.
struct Sources {
  /// Devices files, or folders of them (`*.yaml` and `*.yml`, sorted, without folders below).
  std::vector<std::string> paths;
  std::vector<RoleFile> roles;
  /// Folders that `use: NAME` is looked up in after `participants/` beside the file.
  std::vector<std::string> library;
};

/// All files together: one set of participants at one broker.
struct Declaration {
  /// Nothing when no file names one.
  std::optional<core::BrokerSettings> broker;
  /// Those without an error, in the order of the files. The marks of a participant and of its ports are places in
  /// `files[participant.file]`; where the ports come from a definition by `use:`, they all are the participant's.
  std::vector<core::Participant> participants;
  /// All files that were read, definitions too.
  std::vector<std::string> files;
  /// All problems, sorted by place, with their source lines.
  std::vector<core::Diagnostic> diagnostics;
  /// Paths named by the user that do not exist or cannot be read; each has a diagnostic too.
  std::vector<std::string> missing;
};

/// Reads and checks everything. All problems of all files are found at once; a file with a syntax error gives that one
/// and the others go on. Cost: O(bytes), about 6 MB a second; beside the result, the
/// memory of a file's text and tree (about three times its size) until that file is read, for definitions until the
/// end.
[[nodiscard]] Declaration load(const Sources& sources, const core::FileSource& source);

}  // namespace mfp::declaration
