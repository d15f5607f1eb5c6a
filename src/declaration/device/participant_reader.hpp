#pragma once

#include "declaration/device/conversion_reader.hpp"
#include "declaration/device/definition.hpp"
#include "declaration/fields/block.hpp"
#include "declaration/set/loader.hpp"
#include "declaration/set/set_check.hpp"

namespace mfp::declaration {

/// Fills participants, whose role and place are set, with what files and definitions say of them. What belongs to a
/// participant beside its ports (examples, echo, requests) goes to the set at once, under the index that the
/// participant will have when it is added next.
class ParticipantReader {
 public:
  ParticipantReader(Library& library, Report& report, ParticipantSet& set, Examples examples)
      : definitions_(library, report), report_(report), set_(set), examples_(examples) {}

  /// From an entry of a devices file, or from a devices file of one device.
  void fill(const Reading& reading, Block block, const Subject& subject, core::Participant& participant,
            const Document& document);

  /// From a definition of the library.
  void fill_from(const Document& document, WithoutValue without_value, core::Participant& participant);

 private:
  /// The definition that 'use' names. Null, and a report, when there is none.
  const Definition* used(const Reading& reading, const Block& block, const Subject& subject);
  void use(const Reading& reading, const Block& block, const Subject& subject, const Definition& definition,
           core::Participant& participant);
  void describe(const Reading& reading, const Definition& definition, const Subject& subject,
                core::Participant& participant);
  void read_echo(const Reading& reading, const Block& block, const Definition& definition, const Document& document,
                 const core::Participant& participant);
  void read_requests_of(const Reading& reading, const Block& block);
  void keep_examples(const Reading& reading, const ExampleForms& forms, const Definition& definition,
                     const core::Participant& participant);
  [[nodiscard]] std::uint32_t next_index() const { return static_cast<std::uint32_t>(set_.participants.size()); }

  Definitions definitions_;
  Report& report_;
  ParticipantSet& set_;
  Examples examples_;
  ConversionCache conversions_;
};

}  // namespace mfp::declaration
