#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/conversion/steps/step.hpp"
#include "core/conversion/value/direction.hpp"
#include "core/conversion/value/payload.hpp"

namespace mfp::core {

/// What became of a payload, and of one that failed why.
struct Converted {
  Outcome outcome = Outcome::converted;
  ConversionFault fault;
};

/// The conversion of one port: its steps, compiled when the plan is loaded. Immutable; one may serve many threads.
///
/// Rules: the order of the steps is that of step_order.hpp. An empty payload is skipped. A payload that is not JSON is
/// a text. On an outport the type is what the result has to be; on an inport, what the graph has to send. Numbers keep
/// their digits unless a step computes; computed ones have at most 15 significant digits.
class Conversion {
 public:
  /// Errors: everything that can be known without a payload, in the order of the steps. The conversion of steps that
  /// were refused is null. `role` fills `{role}`.
  struct Compiled {
    std::shared_ptr<const Conversion> conversion;
    StepProblems problems;
  };
  [[nodiscard]] static Compiled compile(const StepSettings& settings, Direction direction, std::string_view type,
                                        std::string_view role);

  /// Made from steps that get along with each other: `compile` finds them.
  Conversion(std::vector<StepPtr> steps, const StepCompilation& compilation, std::uint64_t steps_hash);

  /// Converts the payload into `out`, whose contents are replaced and whose memory is used again; without a result
  /// they mean nothing. `trace` receives the steps, when it is not null.
  /// Cost: O(payload) for the first conversion of a payload, O(members on the path) for each further one; no
  /// allocation in a steady state, except for `match` where RE2 needs some.
  [[nodiscard]] Converted convert(PayloadReader& payload, std::string& out, Trace* trace = nullptr) const;

  /// Equal results in a row are to be sent once.
  [[nodiscard]] bool only_changes() const { return only_changes_; }

  /// Equal for conversions that were compiled from the same steps, direction, type and, where it is put in, role.
  [[nodiscard]] std::uint64_t steps_hash() const { return steps_hash_; }

 private:
  std::vector<StepPtr> steps_;
  std::uint64_t steps_hash_ = 0;
  bool only_changes_ = false;
};

}  // namespace mfp::core
