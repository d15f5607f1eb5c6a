#pragma once

#include "core/conversion/conversion_steps.hpp"
#include "declaration/fields/block.hpp"

namespace mfp::declaration {

/// The steps that a port declares; whoever is wrong is reported and left out.
struct DeclaredSteps {
  core::ConversionSteps steps;
  /// Whether a parameter or the role stands in one of them: another user of the definition has other steps then.
  bool depends_on_user = false;
};

[[nodiscard]] DeclaredSteps read_steps(const Reading& reading, const Block& block, const Subject& subject);

}  // namespace mfp::declaration
