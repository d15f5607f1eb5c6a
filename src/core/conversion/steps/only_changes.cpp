#include "core/conversion/steps/only_changes.hpp"

#include <utility>

#include "core/text/text.hpp"

namespace mfp::core {

StepPtr OnlyChangesStep::compile(StepCompilation& compilation) {
  compilation.only_changes = compilation.settings.find(wanted) != nullptr;
  return nullptr;
}

bool LastResult::is_repeated_by(const Result& result) {
  const std::uint64_t hash = stable_hash(result.payload) ^ static_cast<std::uint64_t>(result.retain);
  return std::exchange(hash_, hash) == hash;
}

}  // namespace mfp::core
