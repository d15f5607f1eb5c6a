#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/text/file_source.hpp"

namespace mfp::declaration {

/// Whether the folders in a folder, those of makers, belong to it.
enum class Below : std::uint8_t { left_out, one_level };

/// The paths of the YAML files in a folder, without the copies that editors keep.
[[nodiscard]] core::Result<std::vector<std::string>> yaml_files(const core::FileSource& source,
                                                                const std::string& folder, Below below);

/// `; did you mean 'devices.yaml'?`, where a file beside the path has a name like that; else empty.
[[nodiscard]] std::string nearest_yaml_file(const core::FileSource& source, const std::string& path);

}  // namespace mfp::declaration
