#pragma once

#include <string>

#include "declaration/fields/block.hpp"
#include "declaration/yaml/report.hpp"
#include "declaration/yaml/scalar.hpp"
#include "declaration/yaml/value.hpp"

namespace mfp::declaration {

/// The value as JSON text, with the types of YAML 1.2's core schema and the file's order; keys are texts.
/// Scalars that JSON cannot carry are reported and written as null.
[[nodiscard]] std::string to_json(Report& report, const Value& value);

/// The same, with the parameters put in that its texts name.
[[nodiscard]] std::string to_substituted_json(const Reading& reading, const Value& value);

}  // namespace mfp::declaration
