#pragma once

#include <string>
#include <string_view>

namespace mfp::declaration {

/// The folder that a file lies in; empty for a bare name.
[[nodiscard]] std::string folder_of(std::string_view file);

/// The last part of a path.
[[nodiscard]] std::string file_name(std::string_view path);

/// `path` as seen from `folder`, without `.` and `..` where that is possible. Absolute paths stay.
[[nodiscard]] std::string joined(std::string_view folder, std::string_view path);

/// Whether a name ends in `.yaml` or `.yml`.
[[nodiscard]] bool is_yaml_name(std::string_view name);

/// The name without `.yaml` or `.yml`.
[[nodiscard]] std::string_view without_ending(std::string_view name);

}  // namespace mfp::declaration
