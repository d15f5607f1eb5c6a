#pragma once

#include "core/model/behaviour.hpp"
#include "core/model/participant.hpp"
#include "declaration/device/conversion_reader.hpp"
#include "declaration/device/definition.hpp"
#include "declaration/fields/block.hpp"

namespace mfp::declaration {

/// Whether examples are read: they are checked in any case, but kept only where somebody wants them, for each
/// participant has its own.
enum class Examples : std::uint8_t { checked, kept };

/// Completes participants, whose role and place are set, with what files and definitions say of them.
class ParticipantReader {
 public:
  ParticipantReader(Library& library, Report& report, Examples examples)
      : definitions_(library, report), report_(report), examples_(examples) {}

  /// From an entry of a devices file, or from a devices file of one device.
  void complete(const Reading& reading, Block block, const Subject& subject, core::Participant& participant,
                const Document& document);

  /// From a definition of the library.
  void complete_from(const Document& document, WithoutValue without_value, core::Participant& participant);

 private:
  void read(const Reading& reading, Block block, const Subject& subject, core::Participant& participant,
            const Document& document);
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
  /// What was read of the participant beside its ports; null when that is nothing.
  [[nodiscard]] std::shared_ptr<const core::Behaviour> take_behaviour();

  Definitions definitions_;
  Report& report_;
  Examples examples_;
  ConversionCache conversions_;
  /// Of the participant that is being read.
  core::Behaviour behaviour_;
};

}  // namespace mfp::declaration
