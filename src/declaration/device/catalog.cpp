#include "declaration/device/catalog.hpp"

#include <algorithm>
#include <map>
#include <sstream>

#include "declaration/device/definition.hpp"
#include "declaration/device/library.hpp"
#include "declaration/yaml/paths.hpp"

namespace mfp::declaration {

namespace {

constexpr std::size_t largest_brands_file = 1048576;

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t\r"), text.size());
  return text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

std::vector<std::string> items(std::string_view list) {
  std::vector<std::string> items;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (const std::string_view item = trimmed(list.substr(0, comma)); !item.empty()) items.emplace_back(item);
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return items;
}

std::optional<Brand> read_brand(std::string_view line) {
  const std::size_t colon = line.find(':');
  const std::size_t semicolon = line.find(';', std::min(colon, line.size()));
  if (line.starts_with('#') || semicolon == std::string_view::npos) return std::nullopt;
  Brand brand{items(line.substr(0, colon)), items(line.substr(colon + 1, semicolon - colon - 1)),
              std::string(trimmed(line.substr(semicolon + 1)))};
  if (brand.names.empty() || brand.definitions.empty()) return std::nullopt;
  return brand;
}

}  // namespace

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

std::vector<Brand> brands(const core::FileSource& source, const std::vector<std::string>& folders) {
  std::vector<Brand> brands;
  for (const std::string& folder : folders) {
    const std::string file = joined(folder, "brands.txt");
    if (source.kind(file) != core::FileKind::file) continue;
    const auto text = source.read(file, largest_brands_file);
    std::istringstream lines(text.value_or(""));
    for (std::string line; std::getline(lines, line);) {
      if (auto brand = read_brand(line)) brands.push_back(*std::move(brand));
    }
  }
  return brands;
}

bool serves(const Brand& brand, std::string_view definition) {
  return std::any_of(brand.definitions.begin(), brand.definitions.end(), [&](const std::string& one) {
    return definition == one || (one.ends_with('/') && definition.starts_with(one));
  });
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
  if (const Entry* label = definition->block.find(keys::label)) description.label = label->value.text();
  for (const ParameterSpec& spec : definition->parameters) {
    ParameterDescription parameter{std::string(spec.name.text()), std::nullopt, std::string(spec.description)};
    if (spec.default_value) parameter.default_value = spec.default_value->value.text();
    description.parameters.push_back(std::move(parameter));
  }
  return description;
}

}  // namespace mfp::declaration
