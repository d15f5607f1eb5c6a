#include "declaration/set/loader.hpp"

#include <algorithm>
#include <unordered_set>

#include "core/text/suggestion.hpp"
#include "declaration/device/library.hpp"
#include "declaration/set/file_reader.hpp"
#include "declaration/set/foreign_file.hpp"
#include "declaration/set/keep_only.hpp"
#include "declaration/set/set_check.hpp"
#include "declaration/set/source_lines.hpp"
#include "declaration/set/yaml_files.hpp"
#include "declaration/yaml/document_reader.hpp"
#include "declaration/yaml/paths.hpp"
#include "declaration/yaml/report.hpp"

namespace mfp::declaration {

namespace {

core::Diagnostic about_file(const std::string& file, core::Severity severity, std::string message) {
  return {severity, {file, 0, 0, 1}, std::move(message), {}};
}

class Loader {
 public:
  Loader(const Sources& sources, const core::FileSource& source)
      : sources_(sources),
        source_(source),
        library_(source, sources.library, set_.configuration.sources),
        files_(source, library_, report_, set_, sources.examples) {}

  Declaration run() {
    for (const std::string& path : sources_.paths) load_path(path);
    for (const RoleFile& role : sources_.roles) load_role(role);
    for (const std::string& graph : sources_.graphs) load_graph(graph);
    for (const std::string& definition : sources_.definitions) load_definition(definition);
    check_together(set_);
    for (DeclaredSet& definition : alone_) {
      for (core::Participant& participant : definition.configuration.participants) {
        set_.configuration.participants.push_back(std::move(participant));
      }
    }
    warn_when_empty();
    Declaration declaration;
    declaration.graph = std::move(set_.graph.graph);
    if (sources_.only) keep_only_role(declaration.graph);
    declaration.configuration = std::make_shared<const core::Configuration>(std::move(set_.configuration));
    declaration.diagnostics = report_.take();
    declaration.missing = std::move(missing_);
    return declaration;
  }

 private:
  void load_path(const std::string& path) {
    const core::FileKind kind = source_.kind(path);
    if (kind == core::FileKind::folder) {
      load_folder(path, Below::left_out, [this](const std::string& file) { load_file(file); });
    } else if (kind == core::FileKind::missing) {
      const bool is_definition = library_.find(path, "", Library::Asker::device).has_value();
      miss(path, "there is no such file or folder" +
                     (is_definition ? library_name_hint(path) : nearest_yaml_file(source_, path)));
    } else {
      load_file(path);
    }
  }

  /// Calls `load(path)` for each YAML file of a folder.
  template <class Load>
  void load_folder(const std::string& folder, Below below, Load load) {
    const auto paths = yaml_files(source_, folder, below);
    if (!paths) return miss(folder, paths.error().message);
    if (below == Below::left_out) {
      if (auto message = definitions_folder_message(source_, folder, *paths)) {
        return report_.add(about_file(folder, core::Severity::error, *std::move(message)));
      }
    }
    for (const std::string& path : *paths) load(path);
    if (paths->empty()) empty_folders_.push_back(folder);
  }

  void load_file(const std::string& path) {
    // A folder and a file of it may both be named; that is no second declaration.
    if (!loaded_.insert(joined("", path)).second) return;
    if (path.ends_with(".fbp")) return refuse_graph(path);
    auto text = source_.read(path, most_bytes);
    if (!text) return miss(path, text.error().message);
    Document document;
    document.file = path;
    document.index = static_cast<std::uint32_t>(set_.configuration.sources.size());
    set_.configuration.sources.push_back(path);
    if (refuse_foreign(*text, document, report_)) return;
    read_document(*std::move(text), document, report_);
    if (!document.nodes.empty()) {
      files_.read_devices(document);
    } else if (!document.is_faulty) {
      report_.add(about_file(
          path, core::Severity::error,
          "the file is empty; it should hold 'participants', like `participants: {plug: {use: tasmota/plug}}`"));
    }
  }

  /// As YAML, some graphs are a text, and others no YAML at all.
  void refuse_graph(const std::string& path) {
    report_.add(about_file(path, core::Severity::error,
                           "the devices file must be a map of keys and values; this looks like a graph: name it with "
                           "`graph: " +
                               file_name(path) + "` in a devices file, or with --graph " + path));
  }

  void load_role(const RoleFile& role) {
    std::string why_not;
    const Document* document =
        source_.kind(role.file) == core::FileKind::missing ? nullptr : library_.open(role.file, report_, why_not);
    if (document == nullptr) {
      return miss(role.file,
                  why_not.empty() ? "there is no such file" + nearest_yaml_file(source_, role.file) : why_not);
    }
    if (!document->nodes.empty()) {
      files_.read_role(role.role, *document, WithoutValue::refused_at_declaration);
    } else if (!document->is_faulty) {
      report_.add(about_file(role.file, core::Severity::error, "the file is empty; it should hold 'component'"));
    }
  }

  void load_graph(const std::string& path) {
    if (auto problem = files_.read_graph(joined("", path))) miss(path, "the graph " + *std::move(problem));
  }

  void load_definition(const std::string& wanted) {
    const core::FileKind kind = source_.kind(wanted);
    if (kind == core::FileKind::folder) {
      return load_folder(wanted, Below::one_level, [this](const std::string& file) { load_definition(file); });
    }
    const auto path = kind == core::FileKind::file ? core::Result<std::string>(wanted)
                                                   : library_.find(wanted, "", Library::Asker::device);
    if (!path) return miss(wanted, path.error().message);
    if (!loaded_.insert(joined("", *path)).second) return;
    std::string why_not;
    const Document* document = library_.open(*path, report_, why_not);
    if (document == nullptr) return miss(*path, why_not);
    if (document->nodes.empty()) {
      if (!document->is_faulty) report_.add(about_file(*path, core::Severity::error, "the file is empty"));
    } else if (is_devices_file(*document)) {
      files_.read_devices(*document);
    } else {
      const std::string_view name = without_ending(wanted);
      read_alone(std::string(name.substr(name.rfind('/') + 1)), *document);
    }
  }

  void read_alone(const std::string& role, const Document& document) {
    DeclaredSet& alone = alone_.emplace_back();
    FileReader(source_, library_, report_, alone, sources_.examples)
        .read_role(role, document, WithoutValue::takes_its_name);
    check_together(alone);
  }

  void keep_only_role(core::Graph& graph) {
    const std::vector<core::Participant>& all = set_.configuration.participants;
    const std::string& role = *sources_.only;
    if (std::none_of(all.begin(), all.end(), [&](const core::Participant& one) { return one.role == role; })) {
      std::vector<std::string_view> roles;
      roles.reserve(all.size());
      for (const core::Participant& participant : all) roles.push_back(participant.role);
      std::string message = "--only " + role + ": no participant has this role";
      if (const auto near = core::nearest(role, roles)) message += "; did you mean '" + std::string(*near) + "'?";
      report_.add(about_file("", core::Severity::error, std::move(message)));
    }
    keep_only(role, set_.configuration, graph);
  }

  void miss(const std::string& path, std::string why) {
    report_.add(about_file(path, core::Severity::error, std::move(why)));
    missing_.push_back(path);
  }

  void warn_when_empty() {
    const bool is_empty = set_.configuration.participants.empty() && set_.graph.empty() && !set_.router_at;
    if (!report_.empty() || !is_empty) return;
    if (!set_.configuration.sources.empty()) {
      // Beside files, an empty folder is one for what comes later.
      report_.add(about_file(set_.configuration.sources.front(), core::Severity::warning, "no participants"));
      return;
    }
    for (const std::string& folder : empty_folders_) {
      report_.add(about_file(folder, core::Severity::warning, empty_folder_message(source_, folder)));
    }
  }

  void check_together(DeclaredSet& set) {
    std::vector<core::Diagnostic> problems = check_set(set);
    add_source_lines(problems, source_);
    for (core::Diagnostic& problem : problems) report_.add(std::move(problem));
  }

  const Sources& sources_;
  const core::FileSource& source_;
  Report report_;
  DeclaredSet set_;
  /// Definitions that are looked at by themselves.
  std::vector<DeclaredSet> alone_;
  Library library_;
  FileReader files_;
  std::unordered_set<std::string> loaded_;
  std::vector<std::string> missing_;
  std::vector<std::string> empty_folders_;
};

}  // namespace

Declaration load(const Sources& sources, const core::FileSource& source) { return Loader(sources, source).run(); }

}  // namespace mfp::declaration
