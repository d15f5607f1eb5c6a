#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/conversion/steps/step.hpp"

namespace mfp::core {

/// `encode: json|text` says how the result is written: as JSON (`"ON"`) or bare (`ON`). Numbers and structures look the
/// same both ways. Not declared: JSON on outports and bare on inports, a text of `format` as it is.
class EncodeStep final : public Step {
 public:
  static constexpr StepKey<std::string> encoding{"encode"};
  static constexpr std::array<std::string_view, 2> encodings{"json", "text"};

  enum class Encoding : std::uint8_t { json, text };

  explicit EncodeStep(Encoding encoding_of_results);
  /// Each conversion has this step.
  static StepPtr compile(StepCompilation& compilation);

  [[nodiscard]] std::string_view key() const override { return encoding.name; }
  /// Writes the result.
  Outcome apply(StepContext& context) const override;

 private:
  Encoding encoding_;
};

}  // namespace mfp::core
