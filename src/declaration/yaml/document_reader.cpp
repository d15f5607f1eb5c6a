#include "declaration/yaml/document_reader.hpp"

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <istream>
#include <streambuf>

#include "declaration/yaml/key_check.hpp"
#include "declaration/yaml/text_check.hpp"
#include "declaration/yaml/tree_builder.hpp"

namespace mfp::declaration {

namespace {

/// Lets the parser read a string where it lies. Streams take no const memory, but nothing writes to it.
class TextBuffer : public std::streambuf {
 public:
  explicit TextBuffer(std::string& text) { setg(text.data(), text.data(), text.data() + text.size()); }
};

std::uint32_t position_of(const YAML::Mark& mark, const Document& document) {
  return mark.is_null() ? static_cast<std::uint32_t>(document.text.size()) : static_cast<std::uint32_t>(mark.pos);
}

void parse(Document& document, TreeBuilder& builder) {
  TextBuffer buffer(document.text);
  std::istream stream(&buffer);
  YAML::Parser parser(stream);
  // A second document is the builder's to refuse.
  while (parser.HandleNextDocument(builder)) continue;
}

void read_tree(Document& document, Report& report) {
  if (const auto problem = find_unreadable(document.text)) {
    report.error(document, problem->range, problem->message);
    return;
  }
  TreeBuilder builder(document, report);
  try {
    parse(document, builder);
  } catch (const RefusedTree& refused) {
    report.error(document, refused.problem.range, refused.problem.message);
    document.nodes.clear();
    return;
  } catch (const YAML::Exception& exception) {
    const auto problem = explain_syntax(document.text, position_of(exception.mark, document), exception.msg);
    report.error(document, problem.range, problem.message);
    document.nodes.clear();
    return;
  }
  // `---`, `null` and the like hold no more than an empty file.
  if (document.nodes.size() == 1 && document.nodes.front().kind == Kind::nothing) document.nodes.clear();
  if (!document.nodes.empty()) check_keys(document, report);
}

}  // namespace

void read_document(std::string text, Document& document, Report& report) {
  document.text = std::move(text);
  if (document.text.starts_with(byte_order_mark)) document.text.erase(0, byte_order_mark.size());
  document.lines = LineIndex(document.text);
  const std::size_t errors_before = report.errors();
  read_tree(document, report);
  document.is_faulty = report.errors() != errors_before;
}

}  // namespace mfp::declaration
