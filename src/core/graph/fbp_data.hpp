#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "core/json/json_document.hpp"
#include "core/text/text_problem.hpp"

namespace mfp::core {

/// Data of an initial packet in the FBP language, and where it ends in the text.
struct FbpData {
  /// Compact.
  std::string json;
  std::size_t end = 0;
};

/// Reads the text in quotes, or the JSON, that begins at `text[start]`. `document` lends its memory.
[[nodiscard]] tl::expected<FbpData, TextProblem> read_fbp_data(std::string_view text, std::size_t start,
                                                               JsonDocument& document);

}  // namespace mfp::core
