#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/conversion/steps/step.hpp"
#include "core/json/json_path.hpp"

namespace mfp::core {

/// `where: {id: 7, model: X}` lets messages through in which each path has that value: several devices in one topic.
class WhereStep final : public Step {
 public:
  /// Under each path the value that is wanted; compared by text, numbers by value too (7 is 7.0).
  static constexpr StepKey<std::vector<NamedLiteral>> conditions{"where"};

  static StepPtr compile(StepCompilation& compilation);

  [[nodiscard]] std::string_view key() const override { return conditions.name; }
  Outcome apply(StepContext& context) const override;
  void check(const Neighbours& neighbours, StepProblems& problems) const override;

 private:
  struct Condition {
    std::string declared;
    JsonPath path;
    Literal wanted;
  };

  std::vector<Condition> conditions_;
};

}  // namespace mfp::core
