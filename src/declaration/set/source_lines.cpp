#include "declaration/set/source_lines.hpp"

#include <algorithm>
#include <string>

#include "declaration/yaml/document_reader.hpp"

namespace mfp::declaration {

void add_source_lines(std::vector<core::Diagnostic>& sorted, const core::FileSource& source) {
  std::string file;
  std::string text;
  std::size_t start = 0;
  std::uint32_t line = 1;
  for (core::Diagnostic& problem : sorted) {
    if (problem.place.line == 0) continue;
    if (problem.place.file != file) {
      file = problem.place.file;
      text = source.read(file, most_bytes).value_or("");
      start = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
      line = 1;
    }
    for (; line < problem.place.line && start < text.size(); ++line)
      start = std::min(text.find('\n', start), text.size() - 1) + 1;
    problem.source_line = source_line(text, start);
  }
}

}  // namespace mfp::declaration
