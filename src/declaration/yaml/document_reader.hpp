#pragma once

#include <string>
#include <string_view>

#include "declaration/yaml/document.hpp"
#include "declaration/yaml/report.hpp"

namespace mfp::declaration {

/// UTF-8 files may begin with it; it is no part of their text.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Beyond these a file is refused: nobody writes such a declaration, and reading it could cost the machine's memory.
inline constexpr std::size_t most_bytes = std::size_t{64} * 1024 * 1024;
inline constexpr std::size_t most_nesting = 64;
inline constexpr std::size_t most_aliases = 10'000;
inline constexpr std::size_t most_nodes_of_aliases = 1'000'000;

/// Fills `document` from its file's text; `file` and `index` are set already. Syntax errors, and with them all that
/// makes the text unreadable, are reported once and leave the document without nodes. Duplicate and unusable keys and
/// unknown tags are all reported; the nodes stay, so that the readers find the file's other problems.
void read_document(std::string text, Document& document, Report& report);

}  // namespace mfp::declaration
