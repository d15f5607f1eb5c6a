#pragma once

#include <string_view>

#include "core/conversion/steps/step.hpp"

namespace mfp::core {

/// The port's `type`, which is no step of its own: it turns what the graph sends to an inport into what the steps then
/// work with, and on an outport what they give into what the graph gets.
class TypeStep final : public Step {
 public:
  explicit TypeStep(ValueType type);
  /// Before all steps of an inport.
  static StepPtr compile_first(StepCompilation& compilation);
  /// After all steps of an outport.
  static StepPtr compile_last(StepCompilation& compilation);

  [[nodiscard]] std::string_view key() const override { return "type"; }
  Outcome apply(StepContext& context) const override;
  void check(const Neighbours& neighbours, StepProblems& problems) const override;

 private:
  ValueType type_;
};

}  // namespace mfp::core
