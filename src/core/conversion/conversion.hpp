#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/conversion/conversion_steps.hpp"
#include "core/conversion/direction.hpp"
#include "core/conversion/payload.hpp"

namespace mfp::core {

struct ConversionPlan;

/// What became of a payload.
enum class Outcome : std::uint8_t {
  /// There is a result to send.
  converted,
  /// The message is not meant for this port, or says nothing: no fault, nothing is sent.
  skipped,
  /// A step cannot take its value: the message is dropped, and a person is told.
  failed
};

/// One step as it was taken, for a person who wants to see why.
struct StepTaken {
  /// ``path `ENERGY.Power` ``, `round`, `type`, …
  std::string step;
  /// The value after the step as JSON, or why it went no further.
  std::string result;
};
using Trace = std::vector<StepTaken>;

/// The conversion of one port, compiled when the plan is loaded. Immutable; one may serve many threads.
///
/// Rules: the steps and their order are those of ConversionSteps. An empty payload is skipped. A payload that is
/// not JSON is a text. On an outport the type is what the result has to be; on an inport, what the graph has to send.
/// Numbers keep their digits unless a step computes; computed ones have at most 15 significant digits.
class Conversion {
 public:
  /// Errors: everything that can be known without a payload, in the order of the steps. The conversion of steps that
  /// were refused is null. `role` fills `{role}`.
  struct Compiled {
    std::shared_ptr<const Conversion> conversion;
    std::vector<StepProblem> problems;
  };
  [[nodiscard]] static Compiled compile(const ConversionSteps& steps, Direction direction, std::string_view type,
                                        std::string_view role);

  explicit Conversion(std::unique_ptr<const ConversionPlan> plan);
  ~Conversion();
  Conversion(const Conversion&) = delete;
  Conversion& operator=(const Conversion&) = delete;

  /// Converts the payload into `out`, whose contents are replaced and whose memory is used again. After `failed`,
  /// `out` holds what was wanted and what came: ``path `temp`: number expected, got "n/a"``. `trace` receives the
  /// steps, when it is not null.
  /// Cost: O(payload) for the first conversion of a payload, O(members on the path) for each further one; no
  /// allocation in a steady state, except for `match` where RE2 needs some.
  [[nodiscard]] Outcome convert(PayloadReader& payload, std::string& out, Trace* trace = nullptr) const;

  /// Equal results in a row are to be sent once.
  [[nodiscard]] bool only_changes() const;

  /// Equal for conversions that were compiled from the same steps, direction, type and, where it is put in, role.
  [[nodiscard]] std::uint64_t steps_hash() const;

 private:
  std::unique_ptr<const ConversionPlan> plan_;
};

}  // namespace mfp::core
