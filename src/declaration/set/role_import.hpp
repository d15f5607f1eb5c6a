#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph/graph.hpp"
#include "core/text/result.hpp"
#include "declaration/set/loader.hpp"

namespace mfp::declaration {

/// The roles that MsgFlo's own files start definitions as, collected for one devices file.
class RoleImport {
 public:
  /// `file` is a Procfile, a script or lines of options, in which each `--role ROLE:FILE` counts (and `--role ROLE
  /// FILE` of msgflo-register-foreign), or a JSON file with a component map: `components`, a command for each, at its
  /// top or in `msgflo`, as MsgFlo's coordinator reads it from package.json.
  void read(const std::string& file, std::string_view text);
  /// Errors: the role has another definition already.
  core::Result<void> add(const RoleFile& role);
  /// Gives each process of the graph whose component is in a map its definition.
  core::Result<void> add_roles_of(const core::Graph& graph);

  [[nodiscard]] const std::vector<RoleFile>& roles() const { return roles_; }
  /// For a person: what was left out, and why.
  [[nodiscard]] std::vector<std::string> left_out() const;
  [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }

 private:
  struct Component {
    std::string name;
    std::string definition;
  };

  void read_line(const std::string& place, std::string_view line);
  [[nodiscard]] bool read_component_map(const std::string& file, std::string_view text);

  std::vector<RoleFile> roles_;
  std::vector<Component> components_;
  std::vector<std::string> others_;
  std::vector<std::string> problems_;
};

/// The devices file: `participants` with one line for each role, and `graph`.
[[nodiscard]] std::string devices_file(std::span<const RoleFile> roles, std::span<const std::string> graphs);

}  // namespace mfp::declaration
