#include "declaration/device/catalog.hpp"

#include <map>

#include "declaration/device/definition.hpp"
#include "declaration/device/library.hpp"
#include "declaration/yaml/paths.hpp"

namespace mfp::declaration {

std::vector<CatalogEntry> catalog(const core::FileSource& source, const std::vector<std::string>& folders) {
  std::map<std::string, std::string> files;
  for (const std::string& folder : folders) {
    for (const std::string& name : definition_names(source, folder)) {
      std::string file = joined(folder, name + ".yaml");
      if (source.kind(file) != core::FileKind::file) file = joined(folder, name + ".yml");
      files.emplace(name, std::move(file));
    }
  }
  std::vector<CatalogEntry> entries;
  entries.reserve(files.size());
  for (auto& [name, file] : files) entries.push_back({name, std::move(file)});
  return entries;
}

std::optional<DefinitionDescription> describe(const std::string& file, const core::FileSource& source,
                                              const std::vector<std::string>& folders) {
  Report report;
  std::vector<std::string> names;
  Library library(source, folders, names);
  Definitions definitions(library, report);
  std::string why_not;
  const Document* document = library.open(file, report, why_not);
  if (document == nullptr || document->nodes.empty()) return std::nullopt;
  const Definition* definition = definitions.of(*document);
  if (definition == nullptr) return std::nullopt;
  DefinitionDescription description;
  if (const Entry* label = definition->block.find("label")) description.label = label->value.text();
  for (const ParameterSpec& spec : definition->parameters) {
    ParameterDescription parameter{std::string(spec.name.text()), std::nullopt, std::string(spec.description)};
    if (spec.default_value) parameter.default_value = spec.default_value->value.text();
    description.parameters.push_back(std::move(parameter));
  }
  return description;
}

}  // namespace mfp::declaration
