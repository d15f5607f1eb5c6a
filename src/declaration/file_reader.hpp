#pragma once

#include <string>

#include "declaration/block.hpp"
#include "declaration/document.hpp"
#include "declaration/library.hpp"
#include "declaration/set_check.hpp"

namespace mfp::declaration {

/// Makes participants from the documents of devices files and definitions and adds them to a set.
class FileReader {
 public:
  FileReader(Library& library, Report& report, ParticipantSet& set) : library_(library), report_(report), set_(set) {}

  /// A devices file, or a definition with a top-level `role`.
  void read_devices(const Document& document);

  /// A definition that becomes the participant of the given role.
  void read_role(const std::string& role, const Document& document);

 private:
  void read_participants(const Document& document, const Entry& participants);
  void read_entry(const Document& document, const Entry& entry);
  void read_single(const Document& document);
  void read_set_broker(const Reading& reading, const Block& block);
  void fill(const Reading& reading, const Block& block, const Subject& subject, core::Participant& participant);
  void use(const Reading& reading, const Block& block, const Subject& subject, core::Participant& participant);
  void read_definition(const Reading& reading, const Document& document, core::Participant& participant);
  void check_component(const Value& at, const Subject& subject, const core::Participant& participant);
  void add(core::Participant participant, std::size_t errors_before);

  Library& library_;
  Report& report_;
  ParticipantSet& set_;
};

}  // namespace mfp::declaration
