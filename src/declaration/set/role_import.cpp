#include "declaration/set/role_import.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/json/json_document.hpp"
#include "core/json/json_view.hpp"
#include "core/json/json_writer.hpp"
#include "core/text/text.hpp"

namespace mfp::declaration {

namespace {

using core::JsonNode;
using core::JsonView;

constexpr std::string_view role_placeholder = "#ROLE";

bool names_definition(std::string_view word) { return word.ends_with(".yml") || word.ends_with(".yaml"); }

/// As a shell parts a command line: quotes keep blanks.
std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  bool in_word = false;
  char quote = '\0';
  for (const char c : line) {
    const bool ends_quote = quote != '\0' && c == quote;
    const bool begins_quote = quote == '\0' && (c == '\'' || c == '"');
    const bool is_blank = quote == '\0' && (c == ' ' || c == '\t' || c == '\r');
    if (is_blank) {
      in_word = false;
      continue;
    }
    if (!std::exchange(in_word, true)) words.emplace_back();
    if (ends_quote || begins_quote) {
      quote = begins_quote ? c : '\0';
    } else {
      words.back() += c;
    }
  }
  return words;
}

/// What each `--role` of a command line names; without a file it is the definition that stands behind it, if any does.
std::vector<RoleFile> roles_of(const std::vector<std::string>& words) {
  constexpr std::string_view with_value = "--role=";
  std::vector<RoleFile> roles;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string value;
    if (words[i].starts_with(with_value)) {
      value = words[i].substr(with_value.size());
    } else if (words[i] == "--role" && i + 1 < words.size()) {
      value = words[++i];
    }
    if (value.empty()) continue;
    const std::size_t colon = value.find(':');
    if (colon != std::string::npos) {
      roles.push_back({value.substr(0, colon), value.substr(colon + 1)});
      continue;
    }
    const auto file = std::find_if(words.begin() + static_cast<std::ptrdiff_t>(i), words.end(), names_definition);
    roles.push_back({value, file == words.end() ? std::string() : *file});
  }
  return roles;
}

/// What a shell or MsgFlo's coordinator would put in is not known here.
bool has_variable(std::string_view text) { return text.find_first_of("$#`") != std::string_view::npos; }

/// A role or path as YAML, where a word may be no text.
std::string yaml_text(const std::string& text) {
  constexpr std::array<std::string_view, 10> no_texts{"true", "false", "yes", "no", "on", "off", "null", "y", "n", "~"};
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-";
  std::string lowered = text;
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), core::lower);
  const bool begins_plain = !text.empty() && std::string_view("0123456789-.").find(text[0]) == std::string_view::npos;
  const bool is_path = text.starts_with("./") || text.starts_with("../");
  const bool is_plain = (begins_plain || is_path) && text.find_first_not_of(plain) == std::string::npos &&
                        std::find(no_texts.begin(), no_texts.end(), lowered) == no_texts.end();
  return is_plain ? text : core::json_string(text);
}

/// `use: NAME` without a slash is a name of the library.
std::string path_text(const std::string& file) {
  const bool is_path = file.starts_with('/') || file.starts_with("./") || file.starts_with("../");
  return yaml_text(is_path ? file : "./" + file);
}

}  // namespace

void RoleImport::read(const std::string& file, std::string_view text) {
  if (text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size())).starts_with('{')) {
    if (!read_component_map(file, text))
      problems_.push_back(file + ": this is no JSON with a map of 'components', as MsgFlo's package.json has one");
    return;
  }
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    read_line(file + ':' + std::to_string(number), text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void RoleImport::read_line(const std::string& place, std::string_view line) {
  const std::vector<std::string> words = words_of(line);
  if (words.empty() || words.front().starts_with('#')) return;
  const std::vector<RoleFile> roles = roles_of(words);
  for (const RoleFile& role : roles) {
    if (role.role.empty() || role.file.empty()) {
      problems_.push_back(place + ": --role takes ROLE:FILE; got '" + core::printable(role.role) + '\'');
    } else if (has_variable(role.role) || has_variable(role.file)) {
      others_.push_back(place + ": " + core::printable(role.role + ':' + role.file) +
                        " holds a variable; write it out");
    } else if (auto added = add(role); !added) {
      problems_.push_back(place + ": " + added.error().message);
    }
  }
  // `NAME: COMMAND` of a Procfile.
  const std::string& name = words.front();
  if (roles.empty() && name.ends_with(':')) {
    others_.push_back(place + ": " + core::printable(name.substr(0, name.size() - 1)) +
                      " is started by another program");
  }
}

bool RoleImport::read_component_map(const std::string& file, std::string_view text) {
  core::JsonDocument document;
  if (document.read(text) != core::JsonDocument::Outcome::json) return false;
  const JsonView root(document.nodes(), 0);
  const auto components = root.member("msgflo").value_or(root).member("components");
  if (!components || components->kind() != JsonNode::Kind::object) return false;
  components->for_each_child([&](const JsonView& component) {
    const std::vector<RoleFile> roles = roles_of(words_of(component.text()));
    const bool is_ours = roles.size() == 1 && roles[0].role == role_placeholder && !has_variable(roles[0].file);
    if (is_ours) {
      components_.push_back({std::string(component.key()), roles[0].file});
    } else {
      others_.push_back(file + ": " + core::printable(component.key()) + " is started by another program");
    }
  });
  return true;
}

core::Result<void> RoleImport::add(const RoleFile& role) {
  const auto known =
      std::find_if(roles_.begin(), roles_.end(), [&](const RoleFile& one) { return one.role == role.role; });
  if (known == roles_.end()) {
    roles_.push_back(role);
  } else if (known->file != role.file) {
    return core::fail("the role '" + core::printable(role.role) + "' has two definitions, " +
                      core::printable(known->file) + " and " + core::printable(role.file));
  }
  return {};
}

core::Result<void> RoleImport::add_roles_of(const core::Graph& graph) {
  for (const core::Graph::Process& process : graph.processes) {
    for (const Component& component : components_) {
      if (component.name != process.component) continue;
      if (auto added = add({process.name, component.definition}); !added) return added;
    }
  }
  return {};
}

std::vector<std::string> RoleImport::left_out() const {
  std::vector<std::string> lines = others_;
  for (const Component& component : components_) {
    const bool is_given = std::any_of(roles_.begin(), roles_.end(),
                                      [&](const RoleFile& role) { return role.file == component.definition; });
    if (is_given) continue;
    lines.push_back(
        "nobody has the component " + core::printable(component.name) +
        "; name a graph that has it with --graph, or a role with --role ROLE:" + core::printable(component.definition));
  }
  return lines;
}

std::string devices_file(std::span<const RoleFile> roles, std::span<const std::string> graphs) {
  std::string text = "participants:\n";
  for (const RoleFile& role : roles) text += "  " + yaml_text(role.role) + ": {use: " + path_text(role.file) + "}\n";
  if (graphs.empty()) return text;
  text += "graph:\n";
  for (const std::string& graph : graphs) text += "  - " + yaml_text(graph) + '\n';
  return text;
}

}  // namespace mfp::declaration
