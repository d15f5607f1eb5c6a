#include "declaration/device/library.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

#include "core/text/suggestion.hpp"
#include "declaration/yaml/document_reader.hpp"
#include "declaration/yaml/paths.hpp"

namespace mfp::declaration {

namespace {

constexpr std::string_view own_folder = "participants";

bool is_path(std::string_view wanted) {
  return wanted.starts_with("./") || wanted.starts_with("../") || wanted.starts_with('/');
}

/// What else a person may have meant, as the end of a message. `plug` may be `tasmota/plug`.
std::string other_names(std::string_view wanted, const std::set<std::string_view>& known) {
  const std::size_t word_at = wanted.rfind('/') + 1;
  const std::string_view maker = wanted.substr(0, word_at);
  const std::string word(wanted.substr(word_at));
  std::vector<std::string_view> of_maker;
  std::copy_if(known.begin(), known.end(), std::back_inserter(of_maker),
               [&](std::string_view name) { return name.starts_with(maker); });
  // `plug` alone is of all makers, and so is what has a maker that nobody knows.
  std::vector<std::string_view> similar = of_maker.empty() ? std::vector(known.begin(), known.end()) : of_maker;
  std::erase_if(similar, [&](std::string_view name) { return name.find(word) == name.npos; });
  if (similar.size() == 1) return "; did you mean '" + std::string(similar.front()) + "'?";
  if (!similar.empty()) return "; known are " + listed(similar);
  const std::string search = "; `msgflo-foreign-participant library WORD` looks for makers and models";
  return of_maker.empty() || maker.empty() ? search : "; known are " + listed(of_maker) + search;
}

/// A folder written in one way only.
std::string plain(const std::string& folder) {
  std::string path = joined(folder.empty() ? "." : folder, "");
  if (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
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

core::Result<std::string> Library::find(const std::string& wanted, const std::string& file, Asker asker) {
  const std::string folder = folder_of(file);
  const auto [entry, is_new] = found_.try_emplace(folder + '\0' + (asker == Asker::device ? 'u' : 'e') + wanted);
  core::Result<std::string>& found = entry->second;
  if (!is_new) return found;
  if (!is_path(wanted)) {
    const Folders folders = folders_for(folder, asker);
    found = look_up(wanted, folders);
    if (!found) found = core::fail(found.error().message + hint(wanted, folder, folders));
    return found;
  }
  const std::string path = joined(folder, wanted);
  if (source_.kind(path) == core::FileKind::file) {
    found = path;
  } else {
    found = core::fail("there is no file " + with_quotes(path));
  }
  return found;
}

Library::Folders Library::folders_for(const std::string& folder, Asker asker) const {
  Folders folders{joined(folder, own_folder)};
  const auto add = [&](const std::string& one) {
    if (std::find(folders.begin(), folders.end(), one) == folders.end()) folders.push_back(one);
  };
  if (asker == Asker::definition) add(root_of(folder));
  std::for_each(folders_.begin(), folders_.end(), add);
  if (asker == Asker::definition) add(plain(folder));
  return folders;
}

std::string Library::root_of(const std::string& folder) const {
  for (std::string root = folder;; root = folder_of(root)) {
    const bool is_library = std::any_of(folders_.begin(), folders_.end(),
                                        [&](const std::string& library) { return plain(library) == plain(root); });
    if (is_library || file_name(root) == own_folder) return plain(root);
    // Of others all that is known is that most lie in their maker's folder.
    if (root == folder_of(root)) return joined(folder, "..");
  }
}

core::Result<std::string> Library::look_up(const std::string& name, const Folders& folders) const {
  std::string places;
  for (const std::string& folder : folders) {
    for (const std::string_view ending : {".yaml", ".yml"}) {
      std::string path = joined(folder, name + std::string(ending));
      if (source_.kind(path) == core::FileKind::file) return path;
    }
    places += (places.empty() ? "" : ", ") + folder;
  }
  return core::fail("there is no definition " + with_quotes(name) + "; looked in " + places);
}

std::string Library::hint(const std::string& name, const std::string& folder, const Folders& folders) {
  if (is_yaml_name(name) && source_.kind(joined(folder, name)) == core::FileKind::file) {
    return "; a file beside this one is named by './" + name + '\'';
  }
  std::vector<std::string_view> known;
  for (const std::string& one : folders) {
    const std::vector<std::string>& names = names_in(one);
    known.insert(known.end(), names.begin(), names.end());
  }
  const std::string_view wanted = without_ending(name);
  if (const auto near = core::nearest(wanted, known)) return "; did you mean '" + std::string(*near) + "'?";
  return known.empty() ? "" : other_names(wanted, {known.begin(), known.end()});
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
