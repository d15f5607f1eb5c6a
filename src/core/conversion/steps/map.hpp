#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/conversion/steps/step.hpp"

namespace mfp::core {

/// `map: {ON: true, OFF: false}` gives other values for some, by their text, and `default` that for all others; without
/// it they are skipped.
class MapStep final : public Step {
 public:
  static constexpr StepKey<std::vector<NamedLiteral>> entries{"map"};
  static constexpr StepKey<Literal> otherwise{"default"};

  static StepPtr compile(StepCompilation& compilation);

  [[nodiscard]] std::string_view key() const override { return entries.name; }
  [[nodiscard]] Effect effect() const override { return Effect::replaces; }
  Outcome apply(StepContext& context) const override;
  void check(const Neighbours& neighbours, StepProblems& problems) const override;

 private:
  /// Refuses each value that is none of the type: `why` ends the sentence.
  void check_values(ValueType type, const std::string& why, StepProblems& problems) const;
  void check_texts(ValueType type, StepProblems& problems) const;

  /// In the order of the declaration.
  std::vector<NamedLiteral> entries_;
  /// Into `entries_`, by their names.
  std::unordered_map<std::string_view, std::size_t> places_;
  std::optional<Literal> otherwise_;
};

}  // namespace mfp::core
