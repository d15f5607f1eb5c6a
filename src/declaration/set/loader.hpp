#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/graph/graph.hpp"
#include "core/model/broker_settings.hpp"
#include "core/model/edge.hpp"
#include "core/model/example.hpp"
#include "core/model/participant.hpp"
#include "core/model/request.hpp"
#include "core/text/diagnostic.hpp"
#include "core/text/file_source.hpp"

namespace mfp::declaration {

/// `--role ROLE:FILE`: one participant, made from a component definition.
struct RoleFile {
  std::string role;
  std::string file;
};

/// Whether examples are read: they are checked in any case, but kept only where somebody wants them, for each
/// participant has its own.
enum class Examples : std::uint8_t { checked, kept };

/// What the user names on the command line.
struct Sources {
  /// Devices files, or folders of them (`*.yaml` and `*.yml`, sorted, without folders below).
  std::vector<std::string> paths;
  std::vector<RoleFile> roles;
  /// Folders that `use: NAME` is looked up in after `participants/` beside the file.
  std::vector<std::string> library;
  /// Names or paths of definitions, each looked at by itself: it becomes a participant whose role is the last part of
  /// its name, which others may have too, and a parameter without a default has its own name as its value.
  /// What turns out to be a devices file is read as one. Folders are taken with those of makers that lie in them.
  std::vector<std::string> definitions;
  Examples examples = Examples::checked;
};

/// All files together: one set of participants at one broker.
struct Declaration {
  /// Nothing when no file names one.
  std::optional<core::BrokerSettings> broker;
  /// Those without an error, in the order of the files. The marks of a participant and of its ports are places in
  /// `files[participant.file]`; where the ports come from a definition by `use:`, they all are the participant's.
  std::vector<core::Participant> participants;
  /// In the order of the participants; empty unless they were asked for.
  std::vector<core::Example> examples;
  std::vector<core::DeviceEcho> echoes;
  std::vector<core::Request> requests;
  /// What all files say of the graph, as they say it; text ranges in it are those of its several texts.
  core::Graph graph;
  /// The graph's edges and initial packets, in the order of the files. What they name of our participants is there;
  /// all other roles are those of strangers. Equal edges are given once.
  std::vector<core::Edge> edges;
  std::vector<core::InitialPacket> packets;
  core::RouterSettings router;
  /// All files that were read, definitions and graphs too.
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

/// Leaves only the participant with that index, and what belongs to it; none when there is no such index. Of a set that
/// is run by one process for each participant, each edge belongs to exactly one: to its source, else, when that is a
/// stranger's, to its target, else to the first participant. An initial packet belongs to its target, else to the first
/// participant, as do the router settings. `graph` keeps what these edges and packets name, and the role itself.
void keep_only(Declaration& declaration, std::size_t index);

}  // namespace mfp::declaration
