#pragma once

#include <vector>

#include "core/model/example.hpp"
#include "declaration/device/definition.hpp"

namespace mfp::declaration {

/// Whose examples are read.
struct ExampleOwner {
  const core::Participant& participant;
  /// What describes its ports.
  const Definition& definition;
};

/// Makes examples of what was declared. `reading` has the participant's own parameters; an example with its own reads
/// its port anew. Topics that do not fit are reported.
[[nodiscard]] std::vector<core::Example> read_examples(const Reading& reading, const ExampleForms& forms,
                                                       const ExampleOwner& owner);

/// Checks those examples of a definition that have a topic or parameters of their own. `reading` has the parameters
/// that the definition has by itself.
void check_example_topics(const Reading& reading, const Definition& definition);

}  // namespace mfp::declaration
