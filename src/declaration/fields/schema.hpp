#pragma once

#include <string>

namespace mfp::declaration {

/// The JSON schema (draft-07, as YAML editors understand it best) of the devices file, made from the field table:
/// `# yaml-language-server: $schema=…` completes and checks by it.
[[nodiscard]] std::string json_schema();

}  // namespace mfp::declaration
