#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/text/diagnostic.hpp"
#include "core/text/file_source.hpp"

namespace mfp::declaration {

/// A definition that `use` finds by its name.
struct CatalogEntry {
  std::string name;
  std::string file;
};

/// All definitions in the folders, by name. Of two with one name the one in the earlier folder counts, as for `use`.
[[nodiscard]] std::vector<CatalogEntry> catalog(const core::FileSource& source,
                                                const std::vector<std::string>& folders);

/// A parameter of a definition, for a person.
struct ParameterDescription {
  std::string name;
  std::optional<std::string> default_value;
  std::string description;
};

/// What a definition says of itself, before any parameter has a value.
struct DefinitionDescription {
  std::string label;
  /// Those that it inherits included.
  std::vector<ParameterDescription> parameters;
};

/// `folders` are where it finds what it extends. Nothing when the file holds no definition.
[[nodiscard]] std::optional<DefinitionDescription> describe(const std::string& file, const core::FileSource& source,
                                                            const std::vector<std::string>& folders);

}  // namespace mfp::declaration
