#include "declaration/yaml/paths.hpp"

#include <filesystem>

namespace mfp::declaration {

namespace fs = std::filesystem;

std::string folder_of(std::string_view file) { return fs::path(file).parent_path().string(); }

std::string file_name(std::string_view path) { return fs::path(path).filename().string(); }

std::string joined(std::string_view folder, std::string_view path) {
  return (fs::path(folder) / fs::path(path)).lexically_normal().string();
}

bool is_yaml_name(std::string_view name) { return without_ending(name).size() < name.size(); }

std::string_view without_ending(std::string_view name) {
  for (const std::string_view ending : {".yaml", ".yml"}) {
    if (name.size() > ending.size() && name.ends_with(ending)) return name.substr(0, name.size() - ending.size());
  }
  return name;
}

}  // namespace mfp::declaration
