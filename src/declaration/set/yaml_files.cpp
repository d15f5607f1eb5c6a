#include "declaration/set/yaml_files.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/text/suggestion.hpp"
#include "declaration/yaml/paths.hpp"

namespace mfp::declaration {

namespace {

void add_if_yaml(const core::FileSource& source, const std::string& folder, const std::string& name,
                 std::vector<std::string>& paths) {
  // Names with a dot in front are those of editors' copies.
  if (!is_yaml_name(name) || name.starts_with('.')) return;
  std::string path = joined(folder, name);
  if (source.kind(path) == core::FileKind::file) paths.push_back(std::move(path));
}

}  // namespace

core::Result<std::vector<std::string>> yaml_files(const core::FileSource& source, const std::string& folder,
                                                  Below below) {
  const auto names = source.list(folder);
  if (!names) return core::fail(names.error().message);
  std::vector<std::string> paths;
  for (const std::string& name : *names) {
    add_if_yaml(source, folder, name, paths);
    if (below == Below::left_out || name.starts_with('.')) continue;
    const std::string maker = joined(folder, name);
    if (source.kind(maker) != core::FileKind::folder) continue;
    for (const std::string& inner : source.list(maker).value_or(std::vector<std::string>{})) {
      add_if_yaml(source, maker, inner, paths);
    }
  }
  return paths;
}

std::string nearest_yaml_file(const core::FileSource& source, const std::string& path) {
  const std::string folder = folder_of(path);
  auto names = source.list(folder.empty() ? "." : folder).value_or(std::vector<std::string>{});
  std::erase_if(names, [](const std::string& name) { return !is_yaml_name(name); });
  std::vector<std::string_view> known(names.size());
  std::transform(names.begin(), names.end(), known.begin(), without_ending);
  const std::string wanted = file_name(path);
  const auto near = core::nearest(without_ending(wanted), known);
  if (!near) return {};
  const auto at = std::find(known.begin(), known.end(), *near) - known.begin();
  return "; did you mean '" + joined(folder, names[static_cast<std::size_t>(at)]) + "'?";
}

}  // namespace mfp::declaration
