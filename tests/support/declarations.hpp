#pragma once

#include <string>
#include <utility>
#include <vector>

#include "declaration/set/loader.hpp"

namespace mfp::test {

/// Devices files and nothing else.
inline declaration::Sources paths(std::vector<std::string> names) {
  declaration::Sources sources;
  sources.paths = std::move(names);
  return sources;
}

/// All diagnostics, without the lines of the files that they are about.
inline std::string problems(const declaration::Declaration& declaration) {
  std::string text;
  for (core::Diagnostic diagnostic : declaration.diagnostics) {
    diagnostic.source_line.clear();
    text += core::to_text(diagnostic);
  }
  return text;
}

}  // namespace mfp::test
