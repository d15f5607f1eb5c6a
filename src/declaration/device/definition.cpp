#include "declaration/device/definition.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "declaration/device/example_reader.hpp"
#include "declaration/yaml/paths.hpp"

namespace mfp::declaration {

namespace {

constexpr Subject the_definition{"the definition", std::nullopt};
/// Each takes some of the stack.
constexpr std::size_t most_extending = 500;

/// Whether a document of the library holds a definition; reports when it holds something else.
bool expect_definition(Report& report, const Value& root) {
  if (root.kind() != Kind::map) {
    report.error(root, "the definition must be a map of keys and values" + but_is(root));
    return false;
  }
  bool is_definition = true;
  for (const Entry& entry : entries(root)) {
    constexpr std::array<std::string_view, 4> elsewhere{keys::participants.name, keys::broker.name, keys::use.name,
                                                        keys::with.name};
    if (std::find(elsewhere.begin(), elsewhere.end(), entry.key.text()) == elsewhere.end()) continue;
    is_definition = false;
    report.error(entry.key,
                 with_quotes(entry.key.text()) + " belongs in a devices file; a definition describes one device");
  }
  return is_definition;
}

void inherit_parameters(ParameterSpecs& own, const ParameterSpecs& base) {
  ParameterSpecs together = base;
  for (ParameterSpec& spec : own) {
    const auto same = std::find_if(together.begin(), together.end(),
                                   [&](const ParameterSpec& one) { return one.name.text() == spec.name.text(); });
    if (same == together.end()) {
      together.push_back(std::move(spec));
    } else {
      *same = std::move(spec);
    }
  }
  own = std::move(together);
}

bool gives_one_of(const std::optional<Entry>& with, const ParameterSpecs& specs) {
  if (!with) return false;
  const std::vector<Entry> given = entries(with->value);
  return std::any_of(given.begin(), given.end(), [&](const Entry& entry) {
    return std::any_of(specs.begin(), specs.end(),
                       [&](const ParameterSpec& spec) { return spec.name.text() == entry.key.text(); });
  });
}

/// What was recorded from a port says nothing about another one in its place, nor about parameters that have got
/// another meaning.
ExampleForms examples_that_hold(const ExampleForms& base, const Definition& own) {
  ExampleForms examples;
  std::copy_if(base.begin(), base.end(), std::back_inserter(examples), [&](const ExampleForm& example) {
    const bool changed = find_port(own.ports.of(example.direction), example.port) != nullptr;
    return !changed && !gives_one_of(example.with, own.parameters);
  });
  return examples;
}

}  // namespace

const Definition* Definitions::of(const Document& document) {
  const auto [entry, is_new] = known_.try_emplace(&document);
  if (is_new) {
    auto definition = read(document);
    // Reading it may have added others.
    return (known_[&document] = std::move(definition)).get();
  }
  const Definition* definition = entry->second.get();
  if (definition == nullptr || definition->is_faulty) report_.count_known_error();
  return definition;
}

Definition Definitions::single(const Reading& reading, const Document& document, Block block) {
  Definition definition{&document, std::move(block), {}, {}, {}, false};
  complete(reading, definition);
  return definition;
}

const Document* Definitions::find(const Entry& entry, std::string_view wanted) {
  const auto asker = entry.key.text() == keys::use.name ? Library::Asker::device : Library::Asker::definition;
  const auto path = library_.find(std::string(wanted), entry.key.document().file, asker);
  if (!path) {
    report_.error(entry.value, path.error().message);
    return nullptr;
  }
  std::string why_not;
  const ErrorScope errors(report_);
  const Document* document = library_.open(*path, report_, why_not);
  if (document == nullptr) {
    report_.error(entry.value, with_quotes(*path) + ": " + why_not);
    return nullptr;
  }
  if (!document->nodes.empty()) return document;
  const bool is_known_to_be_faulty = document->is_faulty && !errors.any();
  if (is_known_to_be_faulty) report_.count_known_error();
  if (!document->is_faulty) report_.error(entry.value, "the definition " + with_quotes(*path) + " is empty");
  return nullptr;
}

std::unique_ptr<Definition> Definitions::read(const Document& document) {
  const ErrorScope errors(report_);
  const Value root(document, 0);
  if (document.is_faulty) report_.count_known_error();
  if (!expect_definition(report_, root)) return nullptr;
  const Reading reading{report_, Origin::definition, {}, {}, nullptr};
  Block block(reading, root, Context::definition, the_definition);
  auto definition = std::make_unique<Definition>(Definition{&document, std::move(block), {}, {}, {}, false});
  complete(reading, *definition);
  if (!errors.any()) check_examples(*definition);
  definition->is_faulty = errors.any();
  return definition;
}

void Definitions::check_examples(const Definition& definition) {
  // As where it is looked at by itself.
  const std::string role(without_ending(file_name(definition.document->file)));
  const Reading plain{report_, Origin::definition, role, {}, nullptr};
  const auto parameters =
      give_values(plain, definition.parameters, *definition.document, {nullptr, nullptr, WithoutValue::takes_its_name});
  check_example_topics({report_, Origin::definition, role, parameters, nullptr}, definition);
}

void Definitions::complete(const Reading& reading, Definition& definition) {
  const Block& block = definition.block;
  if (const Entry* ports = block.find(keys::inports)) {
    definition.ports.inports = list_ports(reading, *ports, core::Direction::in);
  }
  if (const Entry* ports = block.find(keys::outports)) {
    definition.ports.outports = list_ports(reading, *ports, core::Direction::out);
  }
  if (const Entry* params = block.find(keys::params)) definition.parameters = read_parameter_specs(reading, *params);
  const auto own_examples = block.find(keys::examples) ? std::optional(*block.find(keys::examples)) : std::nullopt;
  if (const Entry* extends = block.find(keys::extends)) extend(reading, Entry(*extends), definition);
  if (!own_examples) return;
  for (ExampleForm& form : read_example_forms(reading, *own_examples, definition.ports)) {
    definition.examples.push_back(std::move(form));
  }
}

void Definitions::extend(const Reading& reading, const Entry& extends, Definition& definition) {
  const auto wanted = read_text(reading, extends, the_definition);
  const Document* document = wanted ? find(extends, *wanted) : nullptr;
  definition.ports.base_is_missing = true;
  if (document == nullptr) return;
  under_way_.push_back(definition.document);
  if (!refuse_endless(extends, *document)) {
    if (const Definition* base = of(*document)) inherit(reading, definition, *base);
  }
  under_way_.pop_back();
}

void Definitions::inherit(const Reading& reading, Definition& definition, const Definition& base) {
  definition.block.inherit(base.block);
  definition.examples = examples_that_hold(base.examples, definition);
  inherit_parameters(definition.parameters, base.parameters);
  DevicePorts& ports = definition.ports;
  ports.base_is_missing = base.ports.base_is_missing;
  ports.inports = with_inherited(reading, ports.inports, base.ports, core::Direction::in);
  ports.outports = with_inherited(reading, ports.outports, base.ports, core::Direction::out);
}

bool Definitions::refuse_endless(const Entry& extends, const Document& base) {
  if (under_way_.size() > most_extending) {
    report_.error(extends.value, "definitions that extend each other over " + std::to_string(most_extending) + " deep");
    return true;
  }
  const auto first = std::find_if(under_way_.begin(), under_way_.end(),
                                  [&](const Document* document) { return document->file == base.file; });
  if (first == under_way_.end()) return false;
  std::string path;
  for (auto document = first; document != under_way_.end(); ++document) path += (*document)->file + " -> ";
  report_.error(extends.value, "a definition cannot extend itself: " + path + base.file);
  return true;
}

}  // namespace mfp::declaration
