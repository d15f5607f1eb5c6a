#include "declaration/library.hpp"

#include <utility>

#include "declaration/document_reader.hpp"
#include "declaration/paths.hpp"
#include "declaration/suggestion.hpp"

namespace mfp::declaration {

namespace {

constexpr std::string_view own_folder = "participants";

bool is_path(std::string_view wanted) {
  return wanted.starts_with("./") || wanted.starts_with("../") || wanted.starts_with('/');
}

}  // namespace

const Document* Library::open(const std::string& path, Report& report, std::string& why_not) {
  if (const auto known = documents_.find(path); known != documents_.end()) return known->second.get();
  auto text = source_.read(path, most_bytes);
  if (!text) {
    why_not = text.error().message;
    return nullptr;
  }
  auto document = std::make_unique<Document>();
  document->file = path;
  document->index = static_cast<std::uint32_t>(names_.size());
  names_.push_back(path);
  read_document(*std::move(text), *document, report);
  return documents_.emplace(path, std::move(document)).first->second.get();
}

void Library::add_named_by_path(const std::string& path) { roots_.try_emplace(path, joined(folder_of(path), "..")); }

core::Result<std::string> Library::find(const std::string& wanted, const std::string& file) {
  const std::string folder = folder_of(file);
  const auto [entry, is_new] = found_.try_emplace(folder + '\0' + wanted);
  core::Result<std::string>& found = entry->second;
  if (!is_new) return found;
  if (!is_path(wanted)) {
    found = look_up(wanted, file);
    if (!found) found = core::fail(found.error().message + hint(wanted, file));
    return found;
  }
  const std::string path = joined(folder, wanted);
  if (source_.kind(path) == core::FileKind::file) {
    found = path;
  } else {
    found = core::fail("there is no file " + quoted(path));
  }
  return found;
}

std::vector<std::string> Library::folders_for(const std::string& file) const {
  std::vector<std::string> folders{joined(folder_of(file), own_folder)};
  if (const auto root = roots_.find(file); root != roots_.end()) folders.push_back(root->second);
  folders.insert(folders.end(), folders_.begin(), folders_.end());
  return folders;
}

core::Result<std::string> Library::look_up(const std::string& name, const std::string& file) {
  std::string places;
  for (const std::string& folder : folders_for(file)) {
    for (const std::string_view ending : {".yaml", ".yml"}) {
      std::string path = joined(folder, name + std::string(ending));
      if (source_.kind(path) != core::FileKind::file) continue;
      roots_.emplace(path, folder);
      return path;
    }
    places += (places.empty() ? "" : ", ") + folder;
  }
  return core::fail("there is no definition " + quoted(name) + "; looked in " + places);
}

std::string Library::hint(const std::string& name, const std::string& file) {
  const std::string beside = joined(folder_of(file), name);
  if (is_yaml_name(name) && source_.kind(beside) == core::FileKind::file) {
    return "; a file beside this one is named by './" + name + '\'';
  }
  std::vector<std::string_view> known;
  for (const std::string& folder : folders_for(file)) {
    const std::vector<std::string>& names = names_in(folder);
    known.insert(known.end(), names.begin(), names.end());
  }
  const auto near = nearest(without_ending(name), known);
  return near ? "; did you mean '" + std::string(*near) + "'?" : "";
}

const std::vector<std::string>& Library::names_in(const std::string& folder) {
  const auto [entry, is_new] = names_by_folder_.try_emplace(folder);
  if (is_new) entry->second = definition_names(source_, folder);
  return entry->second;
}

std::vector<std::string> definition_names(const core::FileSource& source, const std::string& folder) {
  std::vector<std::string> known;
  const auto add = [&](const std::string& within, const std::string& prefix) {
    std::vector<std::string> folders;
    for (const std::string& name : source.list(within).value_or(std::vector<std::string>{})) {
      if (is_yaml_name(name)) {
        known.push_back(prefix + std::string(without_ending(name)));
      } else if (prefix.empty()) {
        folders.push_back(name);
      }
    }
    return folders;
  };
  for (const std::string& maker : add(folder, "")) add(joined(folder, maker), maker + '/');
  return known;
}

}  // namespace mfp::declaration
