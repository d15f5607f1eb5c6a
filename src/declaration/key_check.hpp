#pragma once

#include "declaration/document.hpp"
#include "declaration/report.hpp"

namespace mfp::declaration {

/// Reports in all maps of the document keys that stand there twice (with the line of the first), keys that are no
/// scalars, and merge keys that name no map; these entries are refused, so that the readers pass over them.
/// Cost: O(nodes).
void check_keys(Document& document, Report& report);

}  // namespace mfp::declaration
