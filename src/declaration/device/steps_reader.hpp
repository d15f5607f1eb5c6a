#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/conversion/steps/step_settings.hpp"
#include "declaration/fields/block.hpp"

namespace mfp::declaration {

/// The steps that a port declares, each read by its type in the field table; whoever is wrong is reported and left out.
struct DeclaredSteps {
  core::StepSettings settings;
  /// Whether a parameter or the role stands in one of them: another user of the definition has other steps then.
  bool depends_on_user = false;
  /// The paths that parameters or the role were put into, by their key: what became of them.
  std::map<std::string_view, std::string> substituted_paths;
};

[[nodiscard]] DeclaredSteps read_steps(const Reading& reading, const Block& block, const Subject& subject);

}  // namespace mfp::declaration
