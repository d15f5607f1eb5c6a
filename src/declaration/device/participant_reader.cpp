#include "declaration/device/participant_reader.hpp"

#include <algorithm>
#include <utility>

#include "declaration/device/device_reader.hpp"
#include "declaration/device/echo_reader.hpp"
#include "declaration/device/example_reader.hpp"
#include "declaration/device/request_reader.hpp"
#include "declaration/fields/requirements.hpp"
#include "declaration/fields/substitution.hpp"

namespace mfp::declaration {

namespace {

constexpr Subject the_definition{"the definition", std::nullopt};

}  // namespace

std::shared_ptr<const core::Behaviour> ParticipantReader::take_behaviour() {
  core::Behaviour read = std::exchange(behaviour_, {});
  if (read.requests.empty() && read.examples.empty() && read.echoes.empty()) return nullptr;
  return std::make_shared<const core::Behaviour>(std::move(read));
}

void ParticipantReader::complete(const Reading& reading, Block block, const Subject& subject,
                                 core::Participant& participant, const Document& document) {
  read(reading, std::move(block), subject, participant, document);
  participant.behaviour = take_behaviour();
}

void ParticipantReader::read(const Reading& reading, Block block, const Subject& subject,
                             core::Participant& participant, const Document& document) {
  participant.definition = document.index;
  check_relations(reading, block, subject);
  if (block.find(keys::use) != nullptr) {
    const Definition* definition = used(reading, block, subject);
    if (definition != nullptr) return use(reading, block, subject, *definition, participant);
    return override_device(reading, block, subject, participant);
  }
  const Definition definition = definitions_.single(reading, document, std::move(block));
  const auto parameters =
      give_values(reading, definition.parameters, document, {nullptr, nullptr, WithoutValue::refused_at_declaration});
  Reading own = reading;
  own.parameters = parameters;
  own.base_is_missing = definition.ports.base_is_missing;
  describe(own, definition, subject, participant);
}

const Definition* ParticipantReader::used(const Reading& reading, const Block& block, const Subject& subject) {
  const Entry& entry = *block.find(keys::use);
  const auto wanted = read_text(reading, entry, subject);
  const Document* document = wanted ? definitions_.find(entry, *wanted) : nullptr;
  return document == nullptr ? nullptr : definitions_.of(*document);
}

void ParticipantReader::use(const Reading& reading, const Block& block, const Subject& subject,
                            const Definition& definition, core::Participant& participant) {
  const Entry& entry = *block.find(keys::use);
  participant.definition = definition.document->index;
  // In a faulty definition it may be the declaration that is wrong.
  const auto without_value = definition.is_faulty ? WithoutValue::takes_its_name : WithoutValue::refused_at_use;
  const auto parameters =
      give_values(reading, definition.parameters, *definition.document,
                  {block.find(keys::with), &entry, without_value, definition.ports.base_is_missing});
  Reading outer = reading;
  outer.parameters = parameters;
  outer.base_is_missing = definition.ports.base_is_missing;
  Reading inner = outer;
  inner.origin = Origin::definition;
  inner.conversions = &conversions_;
  read_device(inner, definition, the_definition, participant);
  override_device(outer, block, subject, participant);
  const auto place_at_user = [&](core::Port& port) { port.mark = participant.mark; };
  std::for_each(participant.inports.begin(), participant.inports.end(), place_at_user);
  std::for_each(participant.outports.begin(), participant.outports.end(), place_at_user);
  const bool own_echo = block.find(keys::echo) != nullptr;
  read_echo(own_echo ? outer : inner, own_echo ? block : definition.block, definition,
            own_echo ? entry.key.document() : *definition.document, participant);
  const bool own_requests = block.find(keys::requests) != nullptr;
  read_requests_of(own_requests ? outer : inner, own_requests ? block : definition.block);
  keep_examples(inner, definition.examples, definition, participant);
  if (const Entry* examples = block.find(keys::examples)) {
    keep_examples(outer, read_example_forms(outer, *examples, definition.ports), definition, participant);
  }
}

void ParticipantReader::describe(const Reading& reading, const Definition& definition, const Subject& subject,
                                 core::Participant& participant) {
  read_device(reading, definition, subject, participant);
  read_echo(reading, definition.block, definition, *definition.document, participant);
  read_requests_of(reading, definition.block);
  keep_examples(reading, definition.examples, definition, participant);
}

void ParticipantReader::read_echo(const Reading& reading, const Block& block, const Definition& definition,
                                  const Document& document, const core::Participant& participant) {
  const Entry* echo = block.find(keys::echo);
  if (echo == nullptr) return;
  behaviour_.echoes = read_echoes(reading, *echo, {participant, definition.ports, document});
}

void ParticipantReader::read_requests_of(const Reading& reading, const Block& block) {
  const Entry* requests = block.find(keys::requests);
  if (requests == nullptr) return;
  behaviour_.requests = read_requests(reading, *requests);
}

void ParticipantReader::keep_examples(const Reading& reading, const ExampleForms& forms, const Definition& definition,
                                      const core::Participant& participant) {
  // What a definition of the library says has been checked with it, once for all who use it.
  const bool of_library = reading.conversions != nullptr;
  if (examples_ == Examples::checked && of_library) return;
  for (core::Example& example : read_examples(reading, forms, {participant, definition})) {
    if (examples_ == Examples::kept) behaviour_.examples.push_back(std::move(example));
  }
}

void ParticipantReader::complete_from(const Document& document, WithoutValue without_value,
                                      core::Participant& participant) {
  participant.definition = document.index;
  const Definition* definition = definitions_.of(document);
  if (definition == nullptr) return;
  Substitutions substitutions{document.file};
  const Reading plain{report_, Origin::definition, participant.role, {}, nullptr, &substitutions};
  const auto parameters = give_values(plain, definition->parameters, document, {nullptr, nullptr, without_value});
  describe({report_, Origin::definition, participant.role, parameters, &conversions_, &substitutions,
            definition->ports.base_is_missing},
           *definition, the_definition, participant);
  participant.behaviour = take_behaviour();
}

}  // namespace mfp::declaration
