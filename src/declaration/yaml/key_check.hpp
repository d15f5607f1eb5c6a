#pragma once

#include "declaration/yaml/document.hpp"
#include "declaration/yaml/report.hpp"

namespace mfp::declaration {

/// Reports in all maps of the document keys that stand there twice (with the line of the first), keys that are no
/// scalars, and merge keys that name no map; these entries are refused, so that the readers skip them.
/// Cost: O(nodes).
void check_keys(Document& document, Report& report);

}  // namespace mfp::declaration
