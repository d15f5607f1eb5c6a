#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/graph/graph.hpp"
#include "core/model/configuration.hpp"
#include "core/text/diagnostic.hpp"
#include "core/text/file_source.hpp"
#include "declaration/device/participant_reader.hpp"

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
  /// `--graph`: files of the FBP language, or JSON graphs, as `graph` in a devices file names them.
  std::vector<std::string> graphs = {};
  /// Folders that `use: NAME` is looked up in after `participants/` beside the file.
  std::vector<std::string> library;
  /// Names or paths of definitions, each looked at by itself: it becomes a participant whose role is the last part of
  /// its name, which others may have too, and a parameter without a default has its own name as its value.
  /// What turns out to be a devices file is read as one. Folders are taken with those of makers that lie in them.
  std::vector<std::string> definitions;
  Examples examples = Examples::checked;
  /// `--only`: the role of the one participant that is kept; see keep_only.
  std::optional<std::string> only = std::nullopt;
};

/// What the files declare, and what a person needs beside it.
struct Declaration {
  /// Never null. Holds what is without an error.
  core::ConfigurationPtr configuration = std::make_shared<const core::Configuration>();
  /// What all files say of the graph, as they say it; text ranges in it are those of its several texts.
  core::Graph graph;
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
