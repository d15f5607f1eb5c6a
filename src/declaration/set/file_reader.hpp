#pragma once

#include <optional>
#include <string>

#include "declaration/device/library.hpp"
#include "declaration/device/participant_reader.hpp"
#include "declaration/fields/block.hpp"
#include "declaration/graph/graph_reader.hpp"
#include "declaration/set/set_check.hpp"
#include "declaration/yaml/document.hpp"

namespace mfp::declaration {

/// Makes participants from the documents of devices files and definitions and adds them to a set.
class FileReader {
 public:
  FileReader(const core::FileSource& source, Library& library, Report& report, DeclaredSet& set, Examples examples)
      : source_(source),
        report_(report),
        set_(set),
        participants_(library, report, examples),
        graphs_(source, report, set.graph, set.configuration.sources) {}

  /// A devices file, or a definition with a top-level `role`.
  void read_devices(const Document& document);

  /// A definition that becomes the participant of the given role.
  void read_role(const std::string& role, const Document& document, WithoutValue without_value);

  /// A graph that no devices file names. Gives what keeps it from being read.
  [[nodiscard]] std::optional<std::string> read_graph(const std::string& path) { return graphs_.read_file(path); }

 private:
  void read_participants(const Document& document, const Entry& participants);
  void read_entry(const Document& document, const Entry& entry);
  void read_single(const Document& document);
  /// What a file says of the whole set: broker, edges, router.
  void read_set_keys(const Reading& reading, const Block& block);
  void read_set_broker(const Reading& reading, const Entry& entry);
  void read_set_router(const Reading& reading, const Entry& entry);
  void check_component(const Value& at, const Subject& subject, const core::Participant& participant);
  void add(core::Participant participant, const ErrorScope& errors);

  const core::FileSource& source_;
  Report& report_;
  DeclaredSet& set_;
  ParticipantReader participants_;
  GraphReader graphs_;
};

/// Whether a file is one for read_devices, or a definition that describes a device and no more.
[[nodiscard]] bool is_devices_file(const Document& document);

}  // namespace mfp::declaration
