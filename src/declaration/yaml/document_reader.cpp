#include "declaration/yaml/document_reader.hpp"

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <istream>
#include <streambuf>

#include "declaration/yaml/indentation.hpp"
#include "declaration/yaml/invisible_characters.hpp"
#include "declaration/yaml/key_check.hpp"
#include "declaration/yaml/text_check.hpp"
#include "declaration/yaml/tree_builder.hpp"
#include "declaration/yaml/typographic_quotes.hpp"

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

/// Characters that look like others make a file another one than a person sees: its other problems follow from them.
void check_letters(Document& document, Report& report) {
  const ErrorScope errors(report);
  check_invisible(document, report);
  check_typographic_quotes(document, report);
  if (errors.any()) document.nodes.clear();
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
  check_letters(document, report);
  if (document.nodes.empty()) return;
  check_continued_items(document, report);
  check_keys(document, report);
}

}  // namespace

void read_document(std::string text, Document& document, Report& report) {
  document.text = std::move(text);
  if (document.text.starts_with(byte_order_mark)) document.text.erase(0, byte_order_mark.size());
  document.lines = LineIndex(document.text);
  const ErrorScope errors(report);
  read_tree(document, report);
  document.is_faulty = errors.any();
}

}  // namespace mfp::declaration
