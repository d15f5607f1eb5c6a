#pragma once

#include <string>

#include "core/conversion/conversion.hpp"
#include "core/model/example.hpp"

namespace mfp::core {

/// What came of an example's payload.
struct ExampleVerdict {
  bool passed = false;
  Outcome outcome = Outcome::converted;
  /// The result's bytes, or what failed.
  std::string came;
};

/// Converts the example's payload and compares.
[[nodiscard]] ExampleVerdict judge(const Example& example, PayloadReader& reader);

/// Where two texts differ, for a person: both of them, and the first byte that is not the same.
[[nodiscard]] std::string difference(std::string_view wanted, std::string_view came);

}  // namespace mfp::core
