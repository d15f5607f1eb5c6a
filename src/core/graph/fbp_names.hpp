#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/graph/graph.hpp"

namespace mfp::core {

/// How each name of a graph is written in the FBP language, which takes few characters: names that it takes stay, in
/// all others `_` stands for what it does not take, with a number behind where two names would become one.
class FbpNames {
 public:
  explicit FbpNames(const Graph& graph);

  /// Of a name that the graph has; borrowed from it or from this.
  [[nodiscard]] const std::string& process(const std::string& name) const { return find(processes_, name); }
  [[nodiscard]] const std::string& port(const std::string& name) const { return find(ports_, name); }
  [[nodiscard]] const std::string& component(const std::string& name) const { return find(components_, name); }

  struct Change {
    std::string from;
    std::string to;
  };
  /// In the order of the graph.
  [[nodiscard]] const std::vector<Change>& changes() const { return changes_; }

 private:
  struct Kind {
    bool (*is_taken)(std::string_view);
    std::unordered_set<std::string> used;
    /// The names that the language does not take, in the order of the graph, and what stands for each.
    std::vector<std::string> others;
    std::unordered_map<std::string, std::string> written;
  };

  static const std::string& find(const Kind& kind, const std::string& name);
  static void note(Kind& kind, const std::string& name);
  void note(const PortName& port);
  void change_others(Kind& kind);

  Kind processes_;
  Kind ports_;
  Kind components_;
  std::vector<Change> changes_;
};

}  // namespace mfp::core
