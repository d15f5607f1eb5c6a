#pragma once

#include <yaml-cpp/eventhandler.h>

#include <cstdint>
#include <string>
#include <vector>

#include "declaration/yaml/document.hpp"
#include "declaration/yaml/report.hpp"
#include "declaration/yaml/text_check.hpp"

namespace mfp::declaration {

/// Thrown out of the parser, which has no other way to be stopped; caught where it was started.
struct RefusedTree {
  TextProblem problem;
};

/// Makes a document's nodes from the parser's events. Throws RefusedTree as soon as a limit is passed, before the
/// parser's own recursion or an alias's expansion can cost anything.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(Document& document, Report& report) : document_(document), report_(report) {}

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { close(); }

 private:
  /// What an alias to a node would add to the tree.
  struct Size {
    std::uint64_t nodes = 1;
    std::uint64_t depth = 0;
  };
  enum class Progress : std::uint8_t { unknown, open, complete };
  struct Anchor {
    std::uint32_t node = 0;
    Size size;
    Progress progress = Progress::unknown;
  };
  struct Open {
    std::uint32_t node = 0;
    YAML::anchor_t anchor = 0;
    Size size;
  };

  std::uint32_t add(const YAML::Mark& mark, Kind kind);
  void open(std::uint32_t node, YAML::anchor_t anchor);
  void close();
  void grow(Size size);
  void remember(YAML::anchor_t anchor, const Anchor& seen);
  void place_text(TreeNode& node, const std::string& value);
  /// The parser takes the end of the file for the closing quote, and with it all keys that follow.
  void check_closing_quote(std::uint32_t position) const;
  Tag tag_of(const YAML::Mark& mark, const std::string& tag);
  void check_container_tag(const YAML::Mark& mark, const std::string& tag, std::string_view fitting);

  Document& document_;
  Report& report_;
  std::vector<Open> open_;
  std::vector<Anchor> anchors_;
  std::uint64_t aliases_ = 0;
  std::uint64_t nodes_of_aliases_ = 0;
  std::uint64_t documents_ = 0;
};

}  // namespace mfp::declaration
