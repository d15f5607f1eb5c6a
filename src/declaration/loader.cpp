#include "declaration/loader.hpp"

#include <algorithm>
#include <unordered_set>

#include "declaration/document_reader.hpp"
#include "declaration/file_reader.hpp"
#include "declaration/library.hpp"
#include "declaration/paths.hpp"
#include "declaration/report.hpp"
#include "declaration/set_check.hpp"

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
        library_(source, sources.library, set_.files),
        files_(library_, report_, set_) {}

  Declaration run() {
    for (const std::string& path : sources_.paths) load_path(path);
    for (const RoleFile& role : sources_.roles) load_role(role);
    check_together();
    warn_when_empty();
    Declaration declaration;
    if (set_.broker) declaration.broker = std::move(set_.broker->settings);
    declaration.participants = std::move(set_.participants);
    declaration.files = std::move(set_.files);
    declaration.diagnostics = report_.take();
    declaration.missing = std::move(missing_);
    return declaration;
  }

 private:
  void load_path(const std::string& path) {
    const core::FileKind kind = source_.kind(path);
    if (kind == core::FileKind::folder) {
      load_folder(path);
    } else if (kind == core::FileKind::missing) {
      miss(path, "there is no such file or folder");
    } else {
      load_file(path);
    }
  }

  void load_folder(const std::string& folder) {
    const auto names = source_.list(folder);
    if (!names) return miss(folder, names.error().message);
    bool any = false;
    for (const std::string& name : *names) {
      const std::string path = joined(folder, name);
      // Names with a dot in front are those of editors' copies.
      if (!is_yaml_name(name) || name.starts_with('.') || source_.kind(path) != core::FileKind::file) continue;
      any = true;
      load_file(path);
    }
    if (!any) {
      report_.add(about_file(folder, core::Severity::warning, "there is no *.yaml or *.yml file in this folder"));
    }
  }

  void load_file(const std::string& path) {
    // A folder and a file of it may both be named; that is no second declaration.
    if (!loaded_.insert(joined("", path)).second) return;
    auto text = source_.read(path, most_bytes);
    if (!text) return miss(path, text.error().message);
    Document document;
    document.file = path;
    document.index = static_cast<std::uint32_t>(set_.files.size());
    set_.files.push_back(path);
    read_document(*std::move(text), document, report_);
    if (!document.nodes.empty()) {
      files_.read_devices(document);
    } else if (!document.is_faulty) {
      report_.add(about_file(path, core::Severity::error, "the file is empty; it should hold 'participants'"));
    }
  }

  void load_role(const RoleFile& role) {
    std::string why_not;
    const Document* document =
        source_.kind(role.file) == core::FileKind::missing ? nullptr : library_.open(role.file, report_, why_not);
    if (document == nullptr) return miss(role.file, why_not.empty() ? "there is no such file" : why_not);
    if (!document->nodes.empty()) {
      files_.read_role(role.role, *document);
    } else if (!document->is_faulty) {
      report_.add(about_file(role.file, core::Severity::error, "the file is empty; it should hold 'component'"));
    }
  }

  void miss(const std::string& path, std::string why) {
    report_.add(about_file(path, core::Severity::error, std::move(why)));
    missing_.push_back(path);
  }

  void warn_when_empty() {
    if (report_.empty() && set_.participants.empty() && !set_.files.empty()) {
      report_.add(about_file(set_.files.front(), core::Severity::warning, "no participants"));
    }
  }

  void check_together() {
    std::vector<core::Diagnostic> problems = check_set(set_);
    add_source_lines(problems);
    for (core::Diagnostic& problem : problems) report_.add(std::move(problem));
  }

  /// Reads the files again that have a problem together with others; `sorted` by place, so that one pass does it.
  void add_source_lines(std::vector<core::Diagnostic>& sorted) const {
    std::string file;
    std::string text;
    std::size_t start = 0;
    std::uint32_t line = 1;
    for (core::Diagnostic& problem : sorted) {
      if (problem.place.line == 0) continue;
      if (problem.place.file != file) {
        file = problem.place.file;
        text = source_.read(file, most_bytes).value_or("");
        start = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
        line = 1;
      }
      for (; line < problem.place.line && start < text.size(); ++line)
        start = std::min(text.find('\n', start), text.size() - 1) + 1;
      problem.source_line = source_line(text, start);
    }
  }

  const Sources& sources_;
  const core::FileSource& source_;
  Report report_;
  ParticipantSet set_;
  Library library_;
  FileReader files_;
  std::unordered_set<std::string> loaded_;
  std::vector<std::string> missing_;
};

}  // namespace

Declaration load(const Sources& sources, const core::FileSource& source) { return Loader(sources, source).run(); }

}  // namespace mfp::declaration
