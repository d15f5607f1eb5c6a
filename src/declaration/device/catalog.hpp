#pragma once

#include <optional>
#include <string>
#include <string_view>
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

/// Devices under a name that is no definition's: they come to the broker by another way.
struct Brand {
  /// In small letters: `aqara`.
  std::vector<std::string> names;
  /// Definitions, and whole families: `tasmota/`.
  std::vector<std::string> definitions;
  /// For a person: `Zigbee devices: pair them with Zigbee2MQTT`.
  std::string way;

  friend bool operator==(const Brand&, const Brand&) = default;
};

/// The brands in `brands.txt` of the folders. A line is `NAME, …: DEFINITION, …; WAY`; lines that begin with # and
/// those of another form are left out.
[[nodiscard]] std::vector<Brand> brands(const core::FileSource& source, const std::vector<std::string>& folders);

/// Whether the brand's devices are served by the definition.
[[nodiscard]] bool serves(const Brand& brand, std::string_view definition);

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
