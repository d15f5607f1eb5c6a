#pragma once

#include "declaration/fields/block.hpp"

namespace mfp::declaration {

/// Warns of a format that is written as for Home Assistant (`{{ value }}`), C (`%s`) or a shell (`$value`):
/// such a text is valid here, but stands for itself.
void warn_of_foreign_template(const Reading& reading, const Entry& format, const Subject& subject);

}  // namespace mfp::declaration
