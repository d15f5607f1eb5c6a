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

/// What the participants have of the kind, in their order.
template <class Of>
auto of_all(const declaration::Declaration& declaration, Of of) {
  std::vector<typename decltype((declaration.configuration->participants.front().*of)())::value_type> all;
  for (const core::Participant& participant : declaration.configuration->participants) {
    const auto own = (participant.*of)();
    all.insert(all.end(), own.begin(), own.end());
  }
  return all;
}
inline auto examples_of(const declaration::Declaration& declaration) {
  return of_all(declaration, &core::Participant::examples);
}
inline auto requests_of(const declaration::Declaration& declaration) {
  return of_all(declaration, &core::Participant::requests);
}
inline auto echoes_of(const declaration::Declaration& declaration) {
  return of_all(declaration, &core::Participant::echoes);
}

}  // namespace mfp::test
